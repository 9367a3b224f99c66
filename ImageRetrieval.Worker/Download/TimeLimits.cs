namespace ImageRetrieval.Worker.Download;

/// <summary>The two time limits of one attempt: for the whole attempt, and for silence.</summary>
internal sealed class TimeLimits : IDisposable
{
    private readonly CancellationTokenSource _total;
    private readonly CancellationTokenSource _idle;
    private readonly CancellationTokenSource _either;
    private readonly TimeSpan _totalLimit;
    private readonly TimeSpan _idleLimit;

    internal TimeLimits(TimeSpan total, TimeSpan idle, TimeProvider clock, CancellationToken token)
    {
        (_totalLimit, _idleLimit) = (total, idle);
        _total = new CancellationTokenSource(total, clock);
        _idle = new CancellationTokenSource(idle, clock);
        _either = CancellationTokenSource.CreateLinkedTokenSource(token, _total.Token, _idle.Token);
    }

    /// <summary>Cancelled by the caller's token or by either limit.</summary>
    internal CancellationToken Token => _either.Token;

    internal bool TotalPassed => _total.IsCancellationRequested;

    /// <summary>Something was received: the limit for silence starts over.</summary>
    internal void Heard() => _idle.CancelAfter(_idleLimit);

    /// <summary>While this program itself makes the server wait.</summary>
    internal void Stop()
    {
        _idle.CancelAfter(Timeout.InfiniteTimeSpan);
        _total.CancelAfter(Timeout.InfiniteTimeSpan);
    }

    internal void GoOn()
    {
        _idle.CancelAfter(_idleLimit);
        _total.CancelAfter(_totalLimit);
    }

    public void Dispose()
    {
        _either.Dispose();
        _idle.Dispose();
        _total.Dispose();
    }
}
