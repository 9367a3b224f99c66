using ImageRetrieval.Collection.Items;
using ImageRetrieval.VectorIndex;

namespace ImageRetrieval.Collection.Embedded.Search;

/// <summary>
/// Published snapshots that are not current: opened and verified when a request names one. A few of those that were used last stay open.
/// </summary>
internal sealed class OlderSnapshots(DataLayout layout) : IDisposable
{
    // Each is mapped, not read into memory.
    private const int MostOpen = 4;

    // Opening reads all of a snapshot: one by one.
    private readonly SemaphoreSlim _opening = new(1);

    // Of those that are open, the last used one last.
    private readonly List<LiveSnapshot> _open = [];
    private readonly Lock _lock = new();

    /// <summary>Holds a version of a model; null when it is not published any more.</summary>
    /// <exception cref="CollectionException">It is damaged or of a format that this build does not read.</exception>
    internal async ValueTask<SnapshotLease?> AcquireAsync(string model, string version, CancellationToken token)
    {
        if (!SnapshotFolder.Versions(layout.SnapshotsOf(model)).Contains(version))
            return null;
        if (Find(model, version) is { } open)
            return open;
        await _opening.WaitAsync(token);
        try
        {
            return Find(model, version) ?? await Task.Run(() => Open(model, version), token);
        }
        finally
        {
            _opening.Release();
        }
    }

    /// <summary>An image in one of those that are open, those of the last request first; null when none has it.</summary>
    internal async ValueTask<ImageItem?> FindAsync(string imageId, CancellationToken token)
    {
        foreach (var lease in AcquireOpen())
        {
            using (lease)
            {
                if (await lease.FindAsync(imageId, token) is { } item)
                    return item;
            }
        }
        return null;
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _open.ForEach(live => live.Leave());
            _open.Clear();
        }
        _opening.Dispose();
    }

    private IEnumerable<SnapshotLease> AcquireOpen()
    {
        LiveSnapshot[] open;
        lock (_lock)
            open = [.. _open];
        return open.Reverse().Where(live => live.TryEnter()).Select(live => new SnapshotLease(live));
    }

    private SnapshotLease? Find(string model, string version)
    {
        lock (_lock)
        {
            var found = _open.Find(live => live.Info.Model == model && live.Info.Version == version);
            if (found is null || !found.TryEnter())
                return null;
            _open.Remove(found);
            _open.Add(found);
            return new SnapshotLease(found);
        }
    }

    private SnapshotLease? Open(string model, string version)
    {
        try
        {
            var live = new LiveSnapshot(model, Snapshot.Open(Path.Combine(layout.SnapshotsOf(model), version)));
            live.TryEnter();
            lock (_lock)
            {
                _open.Add(live);
                if (_open.Count > MostOpen)
                {
                    _open[0].Leave();
                    _open.RemoveAt(0);
                }
            }
            return new SnapshotLease(live);
        }
        catch (SnapshotException error) when (error.Reason == SnapshotFault.NotFound)
        {
            return null; // a publisher removed it meanwhile
        }
        catch (SnapshotException error)
        {
            throw new CollectionException(CollectionFault.Damaged, error.Message, error);
        }
    }
}
