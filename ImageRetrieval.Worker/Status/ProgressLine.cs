using System.Text;

namespace ImageRetrieval.Worker.Status;

/// <summary>
/// The console of a terminal with a line at its bottom that is overwritten, and everything else above it. It replaces
/// <see cref="Console.Out"/>, so that log lines from anywhere do not run into that line. Thread-safe.
/// </summary>
internal sealed class ProgressLine(TextWriter terminal) : TextWriter
{
    private const string EraseLine = "\r\u001b[2K";

    private readonly Lock _turn = new();
    private string _line = "";

    // Whether other text ended inside a row, which then belongs to it until its end.
    private bool _inside;

    public override Encoding Encoding => terminal.Encoding;

    /// <summary>Replaces the console of this process; null when that is not a terminal.</summary>
    internal static ProgressLine? OfConsole()
    {
        if (Console.IsOutputRedirected)
            return null;
        var line = new ProgressLine(Console.Out);
        Console.SetOut(line);
        return line;
    }

    /// <summary>Shows a line in place of the last one; an empty one shows nothing.</summary>
    internal void Show(string line)
    {
        lock (_turn)
        {
            if (!_inside)
                terminal.Write(EraseLine + line);
            terminal.Flush();
            _line = line;
        }
    }

    public override void Write(char value) => Write([value]);

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    public override void Write(string? value) => Write(value.AsSpan());

    public override void Write(ReadOnlySpan<char> buffer)
    {
        if (buffer.IsEmpty)
            return;
        lock (_turn)
        {
            if (_line.Length > 0 && !_inside)
                terminal.Write(EraseLine);
            terminal.Write(buffer);
            _inside = buffer[^1] != '\n';
            if (_line.Length > 0 && !_inside)
                terminal.Write(_line);
            terminal.Flush();
        }
    }

    public override void Flush() => terminal.Flush();
}
