using ImageRetrieval.Api.Docs;
using ImageRetrieval.Collection.Search;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ImageRetrieval.Api.Stats;

/// <summary><c>GET /v1/stats</c>: sizes, ages, recall and latency of every model.</summary>
internal static class StatsEndpoint
{
    internal static void MapStats(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/stats", StatsAsync).Named("getStatistics", "Get statistics", "Sizes, ages, recall and latency of every model.").WithTags("models").WithExamples("""{"uptimeSeconds":86400.5,"managedBytes":41943040,"residentBytes":536870912,"models":[{"model":"resnet50","count":10000,"dimension":2048,"indexBytes":105906176,"snapshotVersion":"00000007","snapshotAgeSeconds":3600.1,"recall":{"recall":0.998,"k":10,"queries":50,"snapshotVersion":"00000007","at":"2026-01-31T12:00:00+00:00"},"latency":{"count":1234,"p50Ms":41.2,"p90Ms":48.9,"p99Ms":60.3,"maxMs":75.1},"cachedFilters":2}]}""");

    private static async Task<Ok<StatsAnswer>> StatsAsync(ICollectionIndexes indexes, SearchStats stats, TimeProvider clock, CancellationToken token)
    {
        var models = new List<ModelStats>();
        foreach (var model in indexes.Models)
            models.Add(await DescribeAsync(model, indexes, stats, clock, token));
        using var process = System.Diagnostics.Process.GetCurrentProcess();
        return TypedResults.Ok(new StatsAnswer(
            Math.Round((clock.GetUtcNow().UtcDateTime - process.StartTime.ToUniversalTime()).TotalSeconds, 1),
            GC.GetTotalMemory(forceFullCollection: false),
            Environment.WorkingSet,
            models));
    }

    private static async ValueTask<ModelStats> DescribeAsync(string model, ICollectionIndexes indexes, SearchStats stats, TimeProvider clock, CancellationToken token)
    {
        using var lease = await indexes.AcquireAsync(model, token);
        var info = lease?.Info;
        return new ModelStats(
            model,
            info?.Count ?? 0,
            info?.Dimension ?? 0,
            info?.Bytes ?? 0,
            info?.Version,
            info is null ? null : Math.Round((clock.GetUtcNow() - info.Created).TotalSeconds, 1),
            stats.LastCheck(model),
            stats.Latency(model).Percentiles(),
            lease?.PreparedFilters ?? 0);
    }
}
