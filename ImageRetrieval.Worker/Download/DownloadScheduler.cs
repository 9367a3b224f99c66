using ImageRetrieval.Worker.Catalog;

namespace ImageRetrieval.Worker.Download;

/// <summary>
/// Hands out the images of a pass, host after host in turn, so that a host which is slow, has its bound in use, or asked to
/// be left alone holds up nobody else. Only the rows of hosts whose turn it is are in memory. Thread-safe.
/// </summary>
internal sealed class DownloadScheduler
{
    private readonly Lock _turn = new();
    private readonly Queue<HostQueue> _waiting;
    private readonly List<HostQueue> _open = [];
    private readonly TimeProvider _clock;
    private readonly Queue<TaskCompletionSource> _waiters = new();
    private int _cursor;

    /// <param name="catalog">Where the rows are.</param>
    /// <param name="hostConcurrency">Downloads of one host at a time.</param>
    /// <param name="fileConcurrency">The same for files of this machine.</param>
    /// <param name="clock">Decides what is due.</param>
    /// <param name="dueBy">Images that wait for a later time are left out.</param>
    internal DownloadScheduler(ImageCatalog catalog, int hostConcurrency, int fileConcurrency, TimeProvider clock, DateTimeOffset dueBy)
    {
        _clock = clock;
        _waiting = new(catalog.HostsWithWork(dueBy).Select(host => new HostQueue(host, catalog, dueBy, host.Host.Length == 0 ? fileConcurrency : hostConcurrency)));
    }

    /// <summary>The next image, as soon as there is one that may be asked for; null when the pass has no more.</summary>
    internal async Task<ScheduledImage?> NextAsync(CancellationToken token)
    {
        while (true)
        {
            var waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            DateTimeOffset? due;
            lock (_turn)
            {
                if (TryTake() is { } taken)
                    return taken;
                if (_open.Count == 0)
                {
                    WakeAll(); // the others who wait learn of the end
                    return null;
                }
                _waiters.Enqueue(waiter);
                due = EarliestDue();
            }
            await WaitAsync(waiter, due, token);
        }
    }

    /// <summary>The image is done with in this pass.</summary>
    internal void Release(ScheduledImage scheduled, bool succeeded)
    {
        lock (_turn)
        {
            scheduled.Queue.Release(succeeded);
            WakeOne(); // one place is free: waking all who wait would cost more than the download
        }
    }

    /// <summary>The image is to be tried again after a while.</summary>
    internal void Again(ScheduledImage scheduled, TimeSpan wait) => Change(() => scheduled.Queue.Again(scheduled with { Tries = scheduled.Tries + 1 }, _clock.GetUtcNow() + RetryPolicy.Bounded(wait)));

    /// <summary>The server asked to be left alone for a while; for a long one nothing more of it is handed out in this pass.</summary>
    internal void Hold(ScheduledImage scheduled, TimeSpan wait) => Change(() =>
    {
        scheduled.Queue.Hold(_clock.GetUtcNow() + RetryPolicy.Bounded(wait));
        if (wait > RetryPolicy.LongestInPass)
            scheduled.Queue.GiveUp();
    });

    /// <summary>The hosts in turn at this moment, busiest first.</summary>
    internal IReadOnlyList<HostProgress> Hosts(int limit)
    {
        lock (_turn)
            return [.. _open.OrderByDescending(host => host.Left).Take(limit).Select(host => new HostProgress(host.Host, host.Active, host.Left, host.Done, host.Failed, host.NextDue(_clock.GetUtcNow())))];
    }

    private ScheduledImage? TryTake()
    {
        var now = _clock.GetUtcNow();
        while (true)
        {
            for (var i = 0; i < _open.Count; i++)
            {
                var at = (_cursor + i) % _open.Count;
                var host = _open[at];
                if (host.TryTake(now) is { } image)
                {
                    _cursor = at + 1;
                    return image;
                }
            }
            _open.RemoveAll(host => host.IsFinished);
            // Another host only when none of those in turn has anything to do: so few rows are in memory.
            if (!_waiting.TryDequeue(out var next))
                return null;
            _open.Add(next);
            _cursor = _open.Count - 1;
        }
    }

    private DateTimeOffset? EarliestDue()
    {
        var now = _clock.GetUtcNow();
        return _open.Min(host => host.NextDue(now));
    }

    private async Task WaitAsync(TaskCompletionSource waiter, DateTimeOffset? due, CancellationToken token)
    {
        try
        {
            if (due is null)
                await waiter.Task.WaitAsync(token);
            else
                await WaitAsync(waiter.Task, due.Value, token);
        }
        finally
        {
            // Who no longer waits must not be woken in the place of another.
            waiter.TrySetCanceled(CancellationToken.None);
        }
    }

    private async Task WaitAsync(Task woken, DateTimeOffset due, CancellationToken token)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(token);
        // A timer takes 49 days at most, and a wait that ends early only looks again: so when the clock is set.
        var wait = RetryPolicy.Bounded(due - _clock.GetUtcNow());
        var timer = Task.Delay(wait > TimeSpan.Zero ? wait : TimeSpan.FromMilliseconds(1), _clock, stop.Token);
        await Task.WhenAny(woken, timer);
        await stop.CancelAsync();
        token.ThrowIfCancellationRequested();
    }

    // What is due has changed: all who wait look at the clock anew.
    private void Change(Action change)
    {
        lock (_turn)
        {
            change();
            WakeAll();
        }
    }

    private void WakeOne()
    {
        while (_waiters.TryDequeue(out var waiter) && !waiter.TrySetResult())
        {
        }
    }

    private void WakeAll()
    {
        while (_waiters.TryDequeue(out var waiter))
            waiter.TrySetResult();
    }
}
