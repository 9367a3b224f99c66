namespace ImageRetrieval.Worker.Ingest;

/// <summary>Asks for another pass: a list has changed, or a command came. Thread-safe; asked twice before it is heard is asked once.</summary>
internal sealed class WorkSignal(TimeProvider clock) : IDisposable
{
    private readonly SemaphoreSlim _asked = new(0, 1);
    private readonly Lock _turn = new();

    private long _rebuilds;

    /// <summary>How often snapshots were asked for that are built anew, from all stored embeddings.</summary>
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

    /// <summary>Returns when it is asked for, or at a time; null waits for ever.</summary>
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

    // A timer takes 49 days at most, and a wait that ends early only looks again.
    private TimeSpan Delay(DateTimeOffset until)
    {
        var wait = until - clock.GetUtcNow();
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait < TimeSpan.FromDays(1) ? wait : TimeSpan.FromDays(1);
    }
}
