namespace ImageRetrieval.Worker.Ingest;

/// <summary>Asks for another pass: a list has changed, or a command arrived. Thread-safe; two requests before a pass begins are one.</summary>
internal sealed class WorkSignal(TimeProvider clock) : IDisposable
{
    private readonly SemaphoreSlim _asked = new(0, 1);
    private readonly Lock _turn = new();

    private long _rebuilds;

    /// <summary>How often a rebuild of the snapshots from all stored embeddings was requested.</summary>
    internal long Rebuilds => Volatile.Read(ref _rebuilds);

    internal void AskRebuild()
    {
        Interlocked.Increment(ref _rebuilds);
        Ask();
    }

    internal void Ask()
    {
        lock (_turn)
        {
            if (_asked.CurrentCount == 0)
                _asked.Release();
        }
    }

    /// <summary>Returns when a pass is requested, or at a given time; null waits forever.</summary>
    internal async Task WaitAsync(DateTimeOffset? until, CancellationToken token)
    {
        if (until is null)
        {
            await _asked.WaitAsync(token);
            return;
        }
        using var time = new CancellationTokenSource(Delay(until.Value), clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(token, time.Token);
        try
        {
            await _asked.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!token.IsCancellationRequested)
        {
            // The time has come.
        }
    }

    public void Dispose() => _asked.Dispose();

    // A timer takes 49 days at most, and a wait that ends early only checks again.
    private TimeSpan Delay(DateTimeOffset until)
    {
        var wait = until - clock.GetUtcNow();
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait < TimeSpan.FromDays(1) ? wait : TimeSpan.FromDays(1);
    }
}
