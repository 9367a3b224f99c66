namespace ImageRetrieval.LocalHosting.Output;

/// <summary>The last lines of one resource, bounded in lines and in characters. The caller holds the lock.</summary>
internal sealed class LogRing(int maximumLines, int maximumCharacters = 4 * 1024 * 1024)
{
    private readonly Queue<LogLine> _lines = new();
    private int _characters;

    public IReadOnlyCollection<LogLine> Lines => _lines;

    public void Add(LogLine line)
    {
        _lines.Enqueue(line);
        _characters += line.Text.Length;
        while (_lines.Count > maximumLines || (_characters > maximumCharacters && _lines.Count > 1))
            _characters -= _lines.Dequeue().Text.Length;
    }
}
