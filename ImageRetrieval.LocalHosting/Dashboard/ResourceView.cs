using ImageRetrieval.LocalHosting.Lifecycle;

namespace ImageRetrieval.LocalHosting.Dashboard;

/// <summary>A resource as <c>/api/resources</c> shows it.</summary>
internal sealed record ResourceView(
    string Name,
    string Resource,
    string State,
    string? Reason,
    string? Health,
    string? HealthReason,
    bool IsReady,
    int? ProcessId,
    DateTimeOffset? StartedAt,
    int? ExitCode,
    int Restarts,
    IReadOnlyList<ResourceUrl> Urls,
    IReadOnlyList<string> DependsOn,
    IReadOnlyList<CommandView> Commands)
{
    public static ResourceView Of(ResourceSnapshot snapshot) => new(
        snapshot.Name,
        snapshot.Resource,
        snapshot.State,
        snapshot.StateReason,
        HealthWord(snapshot),
        snapshot.Health?.Reason,
        snapshot.IsReady,
        snapshot.ProcessId,
        snapshot.StartedAt,
        snapshot.ExitCode,
        snapshot.Restarts,
        snapshot.Urls,
        snapshot.DependsOn,
        CommandView.Of(snapshot));

    // Before its first good answer a service is coming up, not ill.
    private static string? HealthWord(ResourceSnapshot snapshot)
    {
        if (snapshot.State != KnownResourceStates.Running || !snapshot.HasHealthCheck)
            return null;
        return snapshot.ReadyAt is null ? "Starting" : snapshot.Health?.Status.ToString();
    }
}
