using ImageRetrieval.LocalHosting.Health;

namespace ImageRetrieval.LocalHosting.Lifecycle;

/// <summary>All that is known of a resource at one moment.</summary>
/// <param name="Name">The resource's name; with replicas, the name of one of them, such as "api-1".</param>
/// <param name="Resource">The resource's name in the model.</param>
internal sealed record ResourceSnapshot(string Name, string Resource)
{
    public ResourceSnapshot(string name)
        : this(name, name)
    {
    }

    public string State { get; init; } = KnownResourceStates.NotStarted;

    /// <summary>Why it is in this state, where that is not plain.</summary>
    public string? StateReason { get; init; }

    /// <summary>The last answer about its health; null before the first, and for a resource without a check.</summary>
    public HealthResult? Health { get; init; }

    public bool HasHealthCheck { get; init; }

    public int? ProcessId { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When the running process was first healthy.</summary>
    public DateTimeOffset? ReadyAt { get; init; }

    public int? ExitCode { get; init; }

    public int Restarts { get; init; }

    /// <summary>Whether no process will be started any more unless somebody asks for it.</summary>
    public bool IsFinal { get; init; }

    public IReadOnlyList<ResourceUrl> Urls { get; init; } = [];

    public IReadOnlyList<string> DependsOn { get; init; } = [];

    /// <summary>Those of its own, beside start, stop and restart.</summary>
    public IReadOnlyList<ResourceCommandAnnotation> Commands { get; init; } = [];

    public bool IsReady => State == KnownResourceStates.Running && ReadyAt is not null;
}
