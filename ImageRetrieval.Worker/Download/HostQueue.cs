using ImageRetrieval.Collection.Catalog;

namespace ImageRetrieval.Worker.Download;

/// <summary>The images to request from one host: read from the catalog in pages, with those that are retried. Not thread-safe.</summary>
internal sealed class HostQueue(HostWork host, int atOnce)
{
    private readonly Queue<ScheduledImage> _next = new();
    private readonly PriorityQueue<ScheduledImage, DateTimeOffset> _again = new();
    private string _lastId = "";
    private bool _readToEnd;
    private bool _isReading;
    private DateTimeOffset _heldUntil = DateTimeOffset.MinValue;

    internal string Host => host.Host;

    /// <summary>Images that are being downloaded.</summary>
    internal int Active { get; private set; }

    internal long Left { get; private set; } = host.Images;

    internal long Done { get; private set; }

    internal long Failed { get; private set; }

    internal bool IsFinished => Active == 0 && _readToEnd && !_isReading && _next.Count == 0 && _again.Count == 0;

    /// <summary>Whether its next page is being read: others wait for it.</summary>
    internal bool IsReading => _isReading;

    /// <summary>When the next request to the host is due; null when that does not depend on time.</summary>
    internal DateTimeOffset? NextDue(DateTimeOffset now)
    {
        if (Active >= atOnce)
            return null; // the next one that returns makes room, and signals it
        if (_heldUntil > now)
            return _heldUntil;
        return _again.TryPeek(out _, out var due) ? due : null;
    }

    internal ScheduledImage? TryTake(DateTimeOffset now)
    {
        if (Active >= atOnce || _heldUntil > now)
            return null;
        if (_again.TryPeek(out var again, out var due) && due <= now)
            _again.Dequeue();
        else if (!_next.TryDequeue(out again))
            return null;
        Active++;
        return again;
    }

    internal void Release(bool succeeded)
    {
        Active--;
        Left = Math.Max(0, Left - 1);
        if (succeeded)
            Done++;
        else
            Failed++;
    }

    internal void Again(ScheduledImage image, DateTimeOffset due)
    {
        Active--;
        _again.Enqueue(image, due);
    }

    /// <summary>The server asks not to be called until then.</summary>
    internal void Hold(DateTimeOffset until) => _heldUntil = until > _heldUntil ? until : _heldUntil;

    /// <summary>Nothing more of this host in this pass; the rest is left for a later one.</summary>
    internal void GiveUp()
    {
        _readToEnd = true;
        _next.Clear();
        _again.Clear();
    }

    /// <summary>Starts to read the next page when an image could be started if there were one; false when no page is needed now.</summary>
    /// <param name="now">The moment.</param>
    /// <param name="afterId">The last id that was read.</param>
    internal bool TryBeginReading(DateTimeOffset now, out string afterId)
    {
        afterId = _lastId;
        if (_isReading || _readToEnd || _next.Count > 0 || Active >= atOnce || _heldUntil > now)
            return false;
        return _isReading = true;
    }

    /// <summary>The page that was begun has arrived; null when it could not be read.</summary>
    /// <param name="page">Images in the order of their ids.</param>
    /// <param name="isLast">Whether there are no more.</param>
    internal void EndReading(IReadOnlyList<CatalogImage>? page, bool isLast)
    {
        _isReading = false;
        // The host may have been given up meanwhile.
        if (page is null || _readToEnd)
            return;
        foreach (var image in page)
            _next.Enqueue(new(image, this, 0));
        _readToEnd = isLast;
        if (page.Count > 0)
            _lastId = page[^1].Source.ImageId;
    }
}
