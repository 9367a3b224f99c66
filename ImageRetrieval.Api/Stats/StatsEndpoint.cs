using ImageRetrieval.Api.Index;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ImageRetrieval.Api.Stats;

/// <summary><c>GET /v1/stats</c>: sizes, ages, recall and latency of every model.</summary>
internal static class StatsEndpoint
{
    internal static void MapStats(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/stats", Stats).WithName("stats").WithTags("models").WithSummary("Sizes, ages, recall and latency of every model.");

    private static Ok<StatsAnswer> Stats(LiveIndex index, SearchStats stats, TimeProvider clock)
    {
        using var process = System.Diagnostics.Process.GetCurrentProcess();
        return TypedResults.Ok(new StatsAnswer(
            Math.Round((clock.GetUtcNow().UtcDateTime - process.StartTime.ToUniversalTime()).TotalSeconds, 1),
            GC.GetTotalMemory(forceFullCollection: false),
            Environment.WorkingSet,
            [.. index.Models.Select(model => Describe(model, index, stats, clock))]));
    }

    private static ModelStats Describe(string model, LiveIndex index, SearchStats stats, TimeProvider clock)
    {
        using var lease = index.Acquire(model);
        var manifest = lease?.Snapshot.Manifest;
        return new ModelStats(
            model,
            manifest?.Count ?? 0,
            manifest?.Dimension ?? 0,
            manifest?.Sections.Sum(section => section.Length) ?? 0,
            manifest?.Version,
            manifest is null ? null : Math.Round((clock.GetUtcNow() - manifest.Created).TotalSeconds, 1),
            stats.LastCheck(model),
            stats.Latency(model).Percentiles(),
            lease?.Filters.Count ?? 0);
    }
}
