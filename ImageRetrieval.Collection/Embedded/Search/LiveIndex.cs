using System.Collections.Concurrent;
using ImageRetrieval.Collection.Embedded.Publishing;
using ImageRetrieval.Collection.Items;
using ImageRetrieval.Collection.Search;
using ImageRetrieval.VectorIndex;
using Microsoft.Extensions.Options;

namespace ImageRetrieval.Collection.Embedded.Search;

/// <summary>The current snapshot of every model: the one thing that changes while a service searches.</summary>
internal sealed class LiveIndex(DataLayout layout, OlderSnapshots older, IOptions<SearchedModelsOptions> options) : ICollectionIndexes, IDisposable
{
    private readonly ConcurrentDictionary<string, LiveSnapshot> _current = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, IndexFailure> _failures = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _opening = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _checked = new(StringComparer.Ordinal);

    public IReadOnlyList<string> Models { get; } = options.Value.Models;

    public bool IsStarted => Models.All(_checked.ContainsKey);

    /// <summary>Notes that a model was checked for snapshots.</summary>
    internal void SetChecked(string model) => _checked[model] = true;

    public IndexState StateOf(string model) =>
        _current.ContainsKey(model) ? IndexState.Ready
        : !_checked.ContainsKey(model) || _opening.ContainsKey(model) ? IndexState.Opening
        : _failures.ContainsKey(model) ? IndexState.Failed
        : IndexState.Building;

    public IndexFailure? FailureOf(string model) => _failures.GetValueOrDefault(model);

    public IndexInfo? CurrentOf(string model) => _current.GetValueOrDefault(model)?.Info;

    public ValueTask<IIndexLease?> AcquireAsync(string model, CancellationToken token) => new(Acquire(model));

    public async ValueTask<IIndexLease?> AcquireAsync(string model, string version, CancellationToken token)
    {
        if (CurrentOf(model)?.Version == version && Acquire(model) is { } current)
        {
            if (current.Info.Version == version)
                return current;
            current.Dispose(); // another became current meanwhile
        }
        return Models.Contains(model) ? await older.AcquireAsync(model, version, token) : null;
    }

    public ValueTask<ImageItem?> FindInOtherVersionsAsync(string imageId, CancellationToken token) => older.FindAsync(imageId, token);

    public ValueTask<IReadOnlyList<PublishedVersion>> VersionsAsync(string model, CancellationToken token)
    {
        var current = CurrentOf(model);
        // The current one stays in use when a publisher has removed its folder meanwhile.
        var versions = SnapshotFolder.Versions(layout.SnapshotsOf(model)).ToHashSet(StringComparer.Ordinal);
        if (current is not null)
            versions.Add(current.Version);
        var pinned = new SnapshotPin(layout, model).Read();
        return new([.. versions.OrderDescending(StringComparer.Ordinal).Select(version =>
            version == current?.Version
                ? new PublishedVersion(version, current, IsCurrent: true, version == pinned)
                : new PublishedVersion(version, Describe(model, version), IsCurrent: false, version == pinned))]);
    }

    /// <summary>Notes that a snapshot of a model is being opened, or no longer.</summary>
    internal void SetOpening(string model, bool isOpening)
    {
        if (isOpening)
            _opening[model] = true;
        else
            _opening.TryRemove(model, out _);
    }

    /// <summary>Makes a snapshot current; requests that hold the old one finish with it.</summary>
    internal void Swap(LiveSnapshot next)
    {
        LiveSnapshot? retired = null;
        _current.AddOrUpdate(next.Info.Model, next, (_, old) =>
        {
            retired = old;
            return next;
        });
        retired?.Leave();
    }

    /// <param name="model">The model.</param>
    /// <param name="reason">Why it, or its newest snapshot, cannot be used.</param>
    /// <param name="heals">Whether the Worker's next snapshot is enough.</param>
    internal void SetFailure(string model, string reason, bool heals) => _failures[model] = new(reason, heals);

    /// <summary>The newest snapshot is current: whatever was wrong is repaired.</summary>
    internal void ClearFailure(string model) => _failures.TryRemove(model, out _);

    public void Dispose()
    {
        foreach (var model in Models)
        {
            if (_current.TryRemove(model, out var live))
                live.Leave();
        }
    }

    private IndexInfo? Describe(string model, string version)
    {
        try
        {
            using var snapshot = Snapshot.Open(Path.Combine(layout.SnapshotsOf(model), version), verify: false);
            return LiveSnapshot.InfoOf(model, snapshot);
        }
        catch (SnapshotException)
        {
            return null; // damaged, or removed meanwhile: the list tells that it cannot be described
        }
    }

    private SnapshotLease? Acquire(string model)
    {
        // A snapshot that was retired between being read here and being entered has a successor.
        while (_current.TryGetValue(model, out var live))
        {
            if (live.TryEnter())
                return new SnapshotLease(live);
        }
        return null;
    }
}
