using ImageRetrieval.Collection.Search;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ImageRetrieval.Api.Index;

/// <summary>
/// Unhealthy until every model that has an index is loaded and has run once, and when nothing can be searched before somebody
/// repairs it; degraded while a model has no index, or an older one than the newest: the Api answers, though not as it should.
/// </summary>
internal sealed class IndexHealthCheck(ICollectionIndexes indexes) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(Check());

    private HealthCheckResult Check()
    {
        if (!indexes.IsStarted)
            return HealthCheckResult.Unhealthy("Loading models and indexes.");
        if (indexes.Models.All(model => indexes.StateOf(model) != IndexState.Ready) && indexes.Models.Any(NeedsRepair))
            return HealthCheckResult.Unhealthy($"Nothing can be searched. {Sentences}");
        var isWhole = indexes.Models.All(model => indexes.StateOf(model) == IndexState.Ready && indexes.FailureOf(model) is null);
        return isWhole
            ? HealthCheckResult.Healthy($"Every model can be searched: {string.Join(", ", indexes.Models)}.")
            : HealthCheckResult.Degraded(Sentences);
    }

    private bool NeedsRepair(string model) => indexes.StateOf(model) == IndexState.Failed && indexes.FailureOf(model) is { Heals: false };

    private string Sentences => string.Join(' ', indexes.Models.Select(SentenceOf).OfType<string>());

    private string? SentenceOf(string model) => (indexes.StateOf(model), indexes.FailureOf(model)) switch
    {
        (IndexState.Ready, null) => null,
        (IndexState.Ready, _) => $"The newest snapshot of '{model}' cannot be used, and {indexes.CurrentOf(model)?.Version} is used instead: see the log.",
        (IndexState.Failed, _) => $"No snapshot of '{model}' can be used: see the log.",
        (IndexState.Opening, _) => $"The index of '{model}' is being opened.",
        _ => $"There is no index for '{model}' yet: the Worker builds it.",
    };
}
