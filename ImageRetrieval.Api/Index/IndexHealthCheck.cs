using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ImageRetrieval.Api.Index;

/// <summary>
/// Unhealthy until every model that has an index is loaded and has run once; degraded while a model has no index: the Api
/// answers, though not every search.
/// </summary>
internal sealed class IndexHealthCheck(LiveIndex index) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (!index.IsStarted)
            return Task.FromResult(HealthCheckResult.Unhealthy("Models and indexes are being loaded."));
        var waiting = index.Models.Where(model => index.StateOf(model) != ModelState.Ready).ToList();
        return Task.FromResult(waiting.Count == 0
            ? HealthCheckResult.Healthy($"Every model can be searched: {string.Join(", ", index.Models)}.")
            : HealthCheckResult.Degraded($"No index yet for {string.Join(", ", waiting)}: the Worker builds it."));
    }
}
