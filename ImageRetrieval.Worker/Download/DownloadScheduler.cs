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
    private TaskCompletionSource _changed = NewSignal();
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
            Task changed;
            DateTimeOffset? due;
            lock (_turn)
            {
                if (TryTake() is { } taken)
                    return taken;
                if (_open.Count == 0)
                {
                    Signal(); // the others who wait learn of the end
                    return null;
                }
                (changed, due) = (_changed.Task, EarliestDue());
            }
            await WaitAsync(changed, due, token);
        }
    }

    /// <summary>The image is done with in this pass.</summary>
    internal void Release(ScheduledImage scheduled, bool succeeded) => Change(() => scheduled.Queue.Release(succeeded));

    /// <summary>The image is to be tried again after a while.</summary>
    internal void Again(ScheduledImage scheduled, TimeSpan wait) => Change(() => scheduled.Queue.Again(scheduled with { Tries = scheduled.Tries + 1 }, _clock.GetUtcNow() + wait));

    /// <summary>The server asked to be left alone for a while; for a long one nothing more of it is handed out in this pass.</summary>
    internal void Hold(ScheduledImage scheduled, TimeSpan wait) => Change(() =>
    {
        scheduled.Queue.Hold(_clock.GetUtcNow() + wait);
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

    private async Task WaitAsync(Task changed, DateTimeOffset? due, CancellationToken token)
    {
        if (due is null)
        {
            await changed.WaitAsync(token);
            return;
        }
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(token);
        var wait = due.Value - _clock.GetUtcNow();
        var timer = Task.Delay(wait > TimeSpan.Zero ? wait : TimeSpan.FromMilliseconds(1), _clock, stop.Token);
        await Task.WhenAny(changed, timer);
        await stop.CancelAsync();
        token.ThrowIfCancellationRequested();
    }

    private void Change(Action change)
    {
        lock (_turn)
        {
            change();
            Signal();
        }
    }

    private void Signal()
    {
        _changed.TrySetResult();
        _changed = NewSignal();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
