namespace ImageRetrieval.Worker.Ingest;

/// <summary>Asks for another pass: a list has changed, or a command arrived. Thread-safe; two requests before a pass begins are one.</summary>
internal sealed class WorkSignal(TimeProvider clock) : IDisposable
{
    private readonly SemaphoreSlim _requested = new(0, 1);
    private readonly Lock _turn = new();

    private long _rebuilds;

    /// <summary>How often a rebuild of the snapshots from all stored embeddings was requested.</summary>
    internal long Rebuilds => Volatile.Read(ref _rebuilds);

    internal void RequestRebuild()
    {
        Interlocked.Increment(ref _rebuilds);
        Request();
    }

    internal void Request()
    {
        lock (_turn)
        {
            if (_requested.CurrentCount == 0)
                _requested.Release();
        }
    }

    /// <summary>Returns when a pass is requested, or at a given time; null waits forever.</summary>
    internal async Task WaitAsync(DateTimeOffset? until, CancellationToken token)
    {
        if (until is null)
        {
            await _requested.WaitAsync(token);
            return;
        }
        using var time = new CancellationTokenSource(Delay(until.Value), clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(token, time.Token);
        try
        {
            await _requested.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!token.IsCancellationRequested)
        {
            // The time has come.
        }
    }

    public void Dispose() => _requested.Dispose();

    // A timer takes 49 days at most, and a wait that ends early only checks again.
    private TimeSpan Delay(DateTimeOffset until)
    {
        var wait = until - clock.GetUtcNow();
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait < TimeSpan.FromDays(1) ? wait : TimeSpan.FromDays(1);
    }
}
