namespace ImageRetrieval.Evaluation;

/// <summary>One line on a terminal's error output that counts up; nothing when that is a file.</summary>
internal sealed class ProgressLine(string what, int total) : IDisposable
{
    private const int Step = 20;
    private readonly bool _shown = !Console.IsErrorRedirected;
    private int _done;

    internal void Advance()
    {
        var done = Interlocked.Increment(ref _done);
        if (_shown && (done % Step == 0 || done == total))
            Console.Error.Write($"\r{what}: {done} of {total} images");
    }

    public void Dispose()
    {
        if (_shown)
            Console.Error.Write($"\r{new string(' ', what.Length + 40)}\r");
    }
}
