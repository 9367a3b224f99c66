namespace ImageRetrieval.LocalHosting.Processes;

/// <summary>Splits a stream into lines; a line that never ends is cut, so it cannot fill the memory.</summary>
internal static class LineReader
{
    private const int MaximumLineLength = 16 * 1024;

    public static async Task ReadAsync(StreamReader reader, Action<string> onLine)
    {
        var buffer = new char[4096];
        var line = new System.Text.StringBuilder();
        try
        {
            int count;
            while ((count = await reader.ReadAsync(buffer).ConfigureAwait(false)) > 0)
                Append(buffer.AsSpan(0, count), line, onLine);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // The pipe was closed under us: what was read so far is all there is.
        }

        if (line.Length > 0)
            onLine(line.ToString());
    }

    private static void Append(ReadOnlySpan<char> text, System.Text.StringBuilder line, Action<string> onLine)
    {
        while (!text.IsEmpty)
        {
            var end = text.IndexOf('\n');
            line.Append(end < 0 ? text : text[..end]);
            text = end < 0 ? [] : text[(end + 1)..];
            if (end < 0 && line.Length < MaximumLineLength)
                return;

            if (line.Length > 0 && line[^1] == '\r')
                line.Length--;
            if (line.Length > MaximumLineLength)
                line.Length = MaximumLineLength;
            onLine(line.ToString());
            line.Clear();
        }
    }
}
