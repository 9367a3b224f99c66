using System.Collections.Concurrent;

namespace ImageRetrieval.Api.Index;

/// <summary>The current snapshot of every model: the one thing of the Api that changes while it runs.</summary>
internal sealed class LiveIndex(IReadOnlyList<string> models) : IDisposable
{
    private readonly ConcurrentDictionary<string, LiveSnapshot> _current = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _failures = new(StringComparer.Ordinal);
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
        _current.ContainsKey(model) ? ModelState.Ready : _failures.ContainsKey(model) ? ModelState.Failed : ModelState.Building;

    /// <summary>Why a model, or its newest snapshot, cannot be used; null when nothing is wrong.</summary>
    internal string? FailureOf(string model) => _failures.GetValueOrDefault(model);

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
        _failures.TryRemove(next.Model.Name, out _);
        retired?.Leave();
    }

    internal void SetFailure(string model, string reason) => _failures[model] = reason;

    public void Dispose()
    {
        foreach (var model in Models)
        {
            if (_current.TryRemove(model, out var live))
                live.Leave();
        }
    }
}
