using ImageRetrieval.LocalHosting.Health;
using ImageRetrieval.LocalHosting.Processes;

namespace ImageRetrieval.LocalHosting.Lifecycle;

/// <summary>What every runner uses.</summary>
internal sealed record RunnerServices(
    ResourceNotificationService States,
    DependencyGate Gate,
    ProcessLauncher Launcher,
    HealthWatch Health,
    TimeProvider Time);
