using System.Collections.Concurrent;
using ImageRetrieval.LocalHosting.Lifecycle;

namespace ImageRetrieval.LocalHosting;

/// <summary>The states of all resources, and waiting for them.</summary>
public sealed class ResourceNotificationService
{
    private readonly ConcurrentDictionary<string, ResourceSnapshot> _snapshots = new(StringComparer.OrdinalIgnoreCase);
    private IReadOnlyList<string> _names = [];

    internal ResourceNotificationService()
    {
    }

    internal ChangeSignal Changed { get; } = new();

    /// <summary>In the order of the model.</summary>
    internal IReadOnlyList<ResourceSnapshot> All => [.. _names.Select(Get)];

    /// <summary>Waits until the resource is in the state, and returns the state.</summary>
    public async Task<string> WaitForResourceAsync(string resourceName, string? targetState = null, CancellationToken cancellationToken = default)
    {
        var state = targetState ?? KnownResourceStates.Running;
        return (await WaitAsync(resourceName, snapshot => snapshot.State == state, cancellationToken).ConfigureAwait(false)).State;
    }

    /// <summary>Waits until the resource runs and has been healthy once; with replicas, all of them.</summary>
    public Task WaitForResourceHealthyAsync(string resourceName, CancellationToken cancellationToken = default) =>
        Task.WhenAll((Replicas(resourceName) is { Count: > 0 } replicas ? replicas.Select(replica => replica.Name) : [resourceName])
            .Select(name => WaitAsync(name, snapshot => snapshot.IsReady, cancellationToken)));

    /// <summary>All replicas of a resource of the model.</summary>
    internal IReadOnlyList<ResourceSnapshot> Replicas(string resource) =>
        [.. All.Where(snapshot => string.Equals(snapshot.Resource, resource, StringComparison.OrdinalIgnoreCase))];

    internal void Register(IReadOnlyList<ResourceSnapshot> snapshots)
    {
        foreach (var snapshot in snapshots)
            _snapshots[snapshot.Name] = snapshot;
        _names = [.. snapshots.Select(snapshot => snapshot.Name)];
        Changed.Pulse();
    }

    internal ResourceSnapshot Get(string name) => _snapshots.TryGetValue(name, out var snapshot)
        ? snapshot
        : throw new ArgumentException($"There is no resource '{name}'; there are: {string.Join(", ", _names)}.", nameof(name));

    internal void Update(string name, Func<ResourceSnapshot, ResourceSnapshot> change)
    {
        var before = Get(name);
        ResourceSnapshot after;
        while (!_snapshots.TryUpdate(name, after = change(before), before))
            before = Get(name);
        if (after != before)
            Changed.Pulse();
    }

    internal async Task<ResourceSnapshot> WaitAsync(string name, Func<ResourceSnapshot, bool> condition, CancellationToken cancellationToken)
    {
        while (true)
        {
            var changed = Changed.Next;
            var snapshot = Get(name);
            if (condition(snapshot))
                return snapshot;
            await changed.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
