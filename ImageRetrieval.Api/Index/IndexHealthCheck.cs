using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ImageRetrieval.Api.Index;

/// <summary>Degraded while a model has no index: the Api answers, though not every search.</summary>
internal sealed class IndexHealthCheck(LiveIndex index) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var waiting = index.Models.Where(model => index.StateOf(model) != ModelState.Ready).ToList();
        return Task.FromResult(waiting.Count == 0
            ? HealthCheckResult.Healthy($"Every model can be searched: {string.Join(", ", index.Models)}.")
            : HealthCheckResult.Degraded($"No index yet for {string.Join(", ", waiting)}: the Worker builds it."));
    }
}
