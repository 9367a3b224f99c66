using ImageRetrieval.Collection.Catalog;
using ImageRetrieval.Worker.Ingest;

namespace ImageRetrieval.Worker.Download;

/// <summary>
/// Hands out the images of a pass, alternating between hosts, so that a host that is slow, has reached its limit, or requested a
/// pause does not hold up the others. Only the rows of active hosts are in memory. Thread-safe.
/// </summary>
internal sealed class DownloadScheduler
{
    private const int PageRows = 64;

    private readonly Lock _turn = new();
    private readonly IWorkSource _work;
    private readonly Queue<HostQueue> _waiting;
    private readonly List<HostQueue> _open = [];
    private readonly TimeProvider _clock;
    private readonly DateTimeOffset _dueBy;
    private readonly Queue<TaskCompletionSource> _waiters = new();
    private int _cursor;

    private DownloadScheduler(IWorkSource work, IEnumerable<HostQueue> hosts, TimeProvider clock, DateTimeOffset dueBy) =>
        (_work, _waiting, _clock, _dueBy) = (work, new(hosts), clock, dueBy);

    /// <summary>Begins a pass.</summary>
    /// <param name="work">Where the rows are.</param>
    /// <param name="options">Limits of concurrent downloads from one host, and of files of this machine.</param>
    /// <param name="clock">Decides what is due.</param>
    /// <param name="dueBy">Images that wait for a later time are omitted.</param>
    /// <param name="token">Cancels.</param>
    internal static async Task<DownloadScheduler> BeginAsync(IWorkSource work, IngestOptions options, TimeProvider clock, DateTimeOffset dueBy, CancellationToken token)
    {
        var hosts = await work.HostsAsync(dueBy, token);
        return new(work, hosts.Select(host => new HostQueue(host, host.Host.Length == 0 ? options.DownloadConcurrency : options.HostConcurrency)), clock, dueBy);
    }

    /// <summary>The next image, as soon as there is one that may be requested; null when the pass has no more.</summary>
    internal async Task<ScheduledImage?> NextAsync(CancellationToken token)
    {
        while (true)
        {
            var waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            DateTimeOffset? due = null;
            HostQueue? reading;
            string afterId;
            lock (_turn)
            {
                if (TryTake(out reading, out afterId) is { } taken)
                    return taken;
                if (reading is null && _open.Count == 0)
                {
                    WakeAll(); // the others who wait learn of the end
                    return null;
                }
                if (reading is null)
                {
                    _waiters.Enqueue(waiter);
                    due = EarliestDue();
                }
            }
            // The catalog is asked outside the lock.
            if (reading is not null)
                await ReadAsync(reading, afterId, token);
            else
                await WaitAsync(waiter, due, token);
        }
    }

    /// <summary>The image is finished in this pass.</summary>
    internal void Release(ScheduledImage scheduled, bool succeeded)
    {
        lock (_turn)
        {
            scheduled.Queue.Release(succeeded);
            WakeOne(); // one place is free: waking all who wait would cost more than the download
        }
    }

    /// <summary>The image is to be retried later.</summary>
    internal void Again(ScheduledImage scheduled, TimeSpan wait) => Change(() => scheduled.Queue.Again(scheduled with { Tries = scheduled.Tries + 1 }, _clock.GetUtcNow() + RetryPolicy.Bounded(wait)));

    /// <summary>The server requested a pause; after a long one, no more of its images are handed out in this pass.</summary>
    internal void Hold(ScheduledImage scheduled, TimeSpan wait) => Change(() =>
    {
        scheduled.Queue.Hold(_clock.GetUtcNow() + RetryPolicy.Bounded(wait));
        if (wait > RetryPolicy.LongestInPass)
            scheduled.Queue.GiveUp();
    });

    /// <summary>The hosts that are currently active, busiest first.</summary>
    internal IReadOnlyList<HostProgress> Hosts(int limit)
    {
        lock (_turn)
            return [.. _open.OrderByDescending(host => host.Left).Take(limit).Select(host => new HostProgress(host.Host, host.Active, host.Left, host.Done, host.Failed, host.NextDue(_clock.GetUtcNow())))];
    }

    /// <returns>An image; null when there is none, or when a page of a host must be read first.</returns>
    private ScheduledImage? TryTake(out HostQueue? reading, out string afterId)
    {
        var now = _clock.GetUtcNow();
        (reading, afterId) = (null, "");
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
                if (host.TryBeginReading(now, out afterId))
                {
                    _cursor = at;
                    reading = host;
                    return null;
                }
            }
            _open.RemoveAll(host => host.IsFinished);
            // Another host only when no active one has anything to do, so that few rows are in memory.
            if (_open.Exists(host => host.IsReading) || !_waiting.TryDequeue(out var next))
                return null;
            _open.Add(next);
            _cursor = _open.Count - 1;
        }
    }

    private async Task ReadAsync(HostQueue host, string afterId, CancellationToken token)
    {
        IReadOnlyList<CatalogImage>? page = null;
        try
        {
            page = await _work.ImagesAsync(host.Host, afterId, _dueBy, PageRows, token);
        }
        finally
        {
            Change(() => host.EndReading(page, isLast: page?.Count < PageRows));
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
            // A waiter that has given up must not be woken instead of another.
            waiter.TrySetCanceled(CancellationToken.None);
        }
    }

    private async Task WaitAsync(Task woken, DateTimeOffset due, CancellationToken token)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(token);
        // A timer takes 49 days at most, and a wait that ends early only checks again, as when the clock is set.
        var wait = RetryPolicy.Bounded(due - _clock.GetUtcNow());
        var timer = Task.Delay(wait > TimeSpan.Zero ? wait : TimeSpan.FromMilliseconds(1), _clock, stop.Token);
        await Task.WhenAny(woken, timer);
        await stop.CancelAsync();
        token.ThrowIfCancellationRequested();
    }

    // What is due has changed: all who wait check again.
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
