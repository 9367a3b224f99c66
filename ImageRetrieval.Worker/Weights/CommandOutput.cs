namespace ImageRetrieval.Worker.Weights;

/// <summary>Where a command writes: results, errors, and progress that overwrites itself where a person watches.</summary>
internal sealed class CommandOutput(TextWriter results, TextWriter errors, bool isTerminal)
{
    private bool _isOnProgress;

    /// <summary>Whether progress may overwrite itself.</summary>
    internal bool IsTerminal => isTerminal;

    internal void Line(string text)
    {
        Leave();
        results.WriteLine(text);
    }

    internal void Error(string text)
    {
        Leave();
        errors.WriteLine(text);
    }

    internal void Progress(string text)
    {
        if (!isTerminal)
        {
            results.WriteLine(text);
            return;
        }
        results.Write("\r" + text);
        _isOnProgress = true;
    }

    private void Leave()
    {
        if (_isOnProgress)
            results.WriteLine();
        _isOnProgress = false;
    }
}
