using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ImageRetrieval.Api.Index;

/// <summary>
/// Unhealthy until every model that has an index is loaded and has run once, and when nothing can be searched before somebody
/// mends it; degraded while a model has no index, or an older one than the newest: the Api answers, though not as it should.
/// </summary>
internal sealed class IndexHealthCheck(LiveIndex index) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(Check());

    private HealthCheckResult Check()
    {
        if (!index.IsStarted)
            return HealthCheckResult.Unhealthy("Models and indexes are being loaded.");
        if (!index.Ready.Any() && index.Models.Any(index.NeedsMending))
            return HealthCheckResult.Unhealthy($"Nothing can be searched. {Sentences}");
        var isWhole = index.Models.All(model => index.StateOf(model) == ModelState.Ready && index.FailureOf(model) is null);
        return isWhole
            ? HealthCheckResult.Healthy($"Every model can be searched: {string.Join(", ", index.Models)}.")
            : HealthCheckResult.Degraded(Sentences);
    }

    private string Sentences => string.Join(' ', index.Models.Select(SentenceOf).OfType<string>());

    private string? SentenceOf(string model) => (index.StateOf(model), index.FailureOf(model)) switch
    {
        (ModelState.Ready, null) => null,
        (ModelState.Ready, _) => $"The newest snapshot of '{model}' cannot be used, and {index.CurrentVersion(model)} serves instead: the log says why.",
        (ModelState.Failed, _) => $"No snapshot of '{model}' can be used: the log says why.",
        (ModelState.Opening, _) => $"The index of '{model}' is being opened.",
        _ => $"No index yet for '{model}': the Worker builds it.",
    };
}
