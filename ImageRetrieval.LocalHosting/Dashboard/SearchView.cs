using System.Text.Json;
using ImageRetrieval.LocalHosting.Telemetry.Metrics;

namespace ImageRetrieval.LocalHosting.Dashboard;

/// <summary>
/// What the page Search shows: models and ingest as the service <paramref name="Resource"/> answers, null when it does not;
/// by model, the share of the true nearest that real searches found, as the service measures it.
/// </summary>
internal sealed record SearchView(
    string Resource, bool IsReady, JsonElement? Models, JsonElement? Ingest, IReadOnlyDictionary<string, MetricMean> Recalls, IReadOnlyList<SlowSearch> Slowest);

/// <summary>A search and the milliseconds of its stages.</summary>
internal sealed record SlowSearch(TraceRow Trace, IReadOnlyDictionary<string, double> Stages);
