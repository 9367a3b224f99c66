using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ImageRetrieval.LocalHosting.Health;

/// <summary>One answer to a health probe. A degraded service works, so it counts as ready.</summary>
internal sealed record HealthResult(HealthStatus Status, string? Reason)
{
    public bool IsReady => Status != HealthStatus.Unhealthy;
}
