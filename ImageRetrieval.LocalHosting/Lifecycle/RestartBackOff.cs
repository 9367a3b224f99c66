namespace ImageRetrieval.LocalHosting.Lifecycle;

/// <summary>1, 2, 4 … 30 seconds; from the start again after a minute of good health.</summary>
internal sealed class RestartBackOff(RestartOptions options)
{
    private TimeSpan _next = options.FirstDelay;

    public TimeSpan Next(TimeSpan readyFor)
    {
        var delay = readyFor >= options.ResetAfter ? options.FirstDelay : _next;
        _next = delay * 2 < options.MaximumDelay ? delay * 2 : options.MaximumDelay;
        return delay;
    }
}
