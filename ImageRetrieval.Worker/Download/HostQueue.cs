using ImageRetrieval.Worker.Catalog;

namespace ImageRetrieval.Worker.Download;

/// <summary>The images of one host that are to be asked for: read from the catalog some at a time, with those that are tried again. Not thread-safe.</summary>
internal sealed class HostQueue(HostWork work, ImageCatalog catalog, DateTimeOffset dueBy, int atOnce)
{
    private const int PageRows = 64;

    private readonly Queue<ScheduledImage> _next = new();
    private readonly PriorityQueue<ScheduledImage, DateTimeOffset> _again = new();
    private string _lastId = "";
    private bool _readToEnd;
    private DateTimeOffset _heldUntil = DateTimeOffset.MinValue;

    internal string Host => work.Host;

    /// <summary>Images that are being downloaded.</summary>
    internal int Active { get; private set; }

    internal long Left { get; private set; } = work.Images;

    internal long Done { get; private set; }

    internal long Failed { get; private set; }

    internal bool IsFinished => Active == 0 && _readToEnd && _next.Count == 0 && _again.Count == 0;

    /// <summary>When the host may be asked again, or an image of it; null when that does not depend on time.</summary>
    internal DateTimeOffset? NextDue(DateTimeOffset now)
    {
        if (Active >= atOnce)
            return null; // the next that comes back makes room, and says so
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
        else if (!TryNext(out again))
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

    /// <summary>The server asks to be left alone until then.</summary>
    internal void Hold(DateTimeOffset until) => _heldUntil = until > _heldUntil ? until : _heldUntil;

    /// <summary>Nothing more of this host in this pass; what is left stays to be done.</summary>
    internal void GiveUp()
    {
        _readToEnd = true;
        _next.Clear();
        _again.Clear();
    }

    private bool TryNext(out ScheduledImage? image)
    {
        if (_next.Count == 0 && !_readToEnd)
        {
            var page = catalog.Work(Host, _lastId, dueBy, PageRows);
            foreach (var row in page)
                _next.Enqueue(new(row, this, 0));
            _readToEnd = page.Count < PageRows;
            if (page.Count > 0)
                _lastId = page[^1].Source.ImageId;
        }
        return _next.TryDequeue(out image);
    }
}
