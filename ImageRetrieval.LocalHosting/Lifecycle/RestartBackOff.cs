namespace ImageRetrieval.LocalHosting.Lifecycle;

/// <summary>1, 2, 4 … 30 seconds; from the start again after a minute of good health; given up after ten failures in a row.</summary>
internal sealed class RestartBackOff(RestartOptions options)
{
    private TimeSpan _next = options.FirstDelay;

    /// <summary>Ends in a row without a time of good health.</summary>
    public int Failures { get; private set; }

    public bool IsExhausted => Failures >= options.MaximumFailures;

    /// <summary>Counts one more end, and says how long to pause before the next start.</summary>
    public TimeSpan Next(TimeSpan readyFor)
    {
        var wasHealthy = readyFor >= options.ResetAfter;
        Failures = wasHealthy ? 1 : Failures + 1;
        var delay = wasHealthy ? options.FirstDelay : _next;
        _next = delay * 2 < options.MaximumDelay ? delay * 2 : options.MaximumDelay;
        return delay;
    }

    /// <summary>Somebody has asked for a start: what was before does not count.</summary>
    public void Reset() => (Failures, _next) = (0, options.FirstDelay);
}
