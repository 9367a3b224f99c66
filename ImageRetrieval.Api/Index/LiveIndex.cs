using System.Collections.Concurrent;

namespace ImageRetrieval.Api.Index;

/// <summary>The current snapshot of every model: the one thing of the Api that changes while it runs.</summary>
internal sealed class LiveIndex(IReadOnlyList<string> models) : IDisposable
{
    private readonly ConcurrentDictionary<string, LiveSnapshot> _current = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (string Reason, bool Heals)> _failures = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _opening = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _looked = new(StringComparer.Ordinal);

    /// <summary>The models of <c>--models</c>, in their order.</summary>
    internal IReadOnlyList<string> Models { get; } = models;

    /// <summary>The models that can be searched.</summary>
    internal IEnumerable<string> Ready => Models.Where(_current.ContainsKey);

    /// <summary>What a search takes that names no model: resnet50 when it can be searched, else the first of <see cref="Models"/>.</summary>
    internal string Default => _current.ContainsKey("resnet50") ? "resnet50" : Models[0];

    /// <summary>Whether every model was looked for once: those that have an index are loaded, warmed up and current, or refused.</summary>
    internal bool IsStarted => Models.All(_looked.ContainsKey);

    /// <summary>Says that a model was looked for.</summary>
    internal void SetLooked(string model) => _looked[model] = true;

    internal ModelState StateOf(string model) =>
        _current.ContainsKey(model) ? ModelState.Ready
        : !_looked.ContainsKey(model) || _opening.ContainsKey(model) ? ModelState.Opening
        : _failures.ContainsKey(model) ? ModelState.Failed
        : ModelState.Building;

    /// <summary>Says that a snapshot of a model is being opened, or no longer.</summary>
    internal void SetOpening(string model, bool isOpening)
    {
        if (isOpening)
            _opening[model] = true;
        else
            _opening.TryRemove(model, out _);
    }

    /// <summary>Why a model, or its newest snapshot, cannot be used; null when nothing is wrong.</summary>
    internal string? FailureOf(string model) => _failures.TryGetValue(model, out var failure) ? failure.Reason : null;

    /// <summary>Whether a model cannot be searched before somebody mends its weights or its snapshots: the Worker does not do it by itself.</summary>
    internal bool NeedsMending(string model) => StateOf(model) == ModelState.Failed && _failures.TryGetValue(model, out var failure) && !failure.Heals;

    /// <summary>The current snapshot of a model, held until the lease is disposed; null when there is none.</summary>
    internal SnapshotLease? Acquire(string model)
    {
        // A snapshot that was retired between the look and the entry is followed by its successor.
        while (_current.TryGetValue(model, out var live))
        {
            if (live.TryEnter())
                return new SnapshotLease(live);
        }
        return null;
    }

    /// <summary>Any snapshot that can be searched, the default model's first; null when there is none.</summary>
    internal SnapshotLease? AcquireAny() =>
        Acquire(Default) ?? Ready.Select(Acquire).FirstOrDefault(lease => lease is not null);

    internal string? CurrentVersion(string model) => _current.TryGetValue(model, out var live) ? live.Snapshot.Manifest.Version : null;

    /// <summary>Makes a snapshot current; requests that hold the old one finish with it.</summary>
    internal void Swap(LiveSnapshot next)
    {
        LiveSnapshot? retired = null;
        _current.AddOrUpdate(next.Model.Name, next, (_, old) =>
        {
            retired = old;
            return next;
        });
        retired?.Leave();
    }

    /// <param name="model">The model.</param>
    /// <param name="reason">Why it, or its newest snapshot, cannot be used.</param>
    /// <param name="heals">Whether the Worker's next snapshot will do.</param>
    internal void SetFailure(string model, string reason, bool heals) => _failures[model] = (reason, heals);

    /// <summary>The newest snapshot is current: whatever was wrong is mended.</summary>
    internal void ClearFailure(string model) => _failures.TryRemove(model, out _);

    public void Dispose()
    {
        foreach (var model in Models)
        {
            if (_current.TryRemove(model, out var live))
                live.Leave();
        }
    }
}
