using System.Diagnostics;
using System.Diagnostics.Metrics;
using ImageRetrieval.Api.Search;

namespace ImageRetrieval.Api;

/// <summary>The Api's spans and metrics.</summary>
internal static class ApiTelemetry
{
    internal const string Name = "ImageRetrieval.Api";

    private static readonly Meter s_meter = new(Name);

    private static readonly Histogram<double> s_stages =
        s_meter.CreateHistogram<double>("search.stage.duration", "s", "One stage of a search, by stage and model.");

    private static readonly Histogram<double> s_searches =
        s_meter.CreateHistogram<double>("search.duration", "s", "A complete search, from the parsed request to the response, by model.");

    private static readonly Histogram<double> s_recall =
        s_meter.CreateHistogram<double>("search.recall", "1", "Share of the exact ten nearest neighbours that a real query found, by model; sampled.");

    internal static ActivitySource Source { get; } = new(Name);

    internal static Counter<long> Swaps { get; } = s_meter.CreateCounter<long>("index.swaps", "{snapshot}", "Snapshots made current.");
    internal static Counter<long> Refusals { get; } = s_meter.CreateCounter<long>("index.refusals", "{snapshot}", "Snapshots that were rejected.");

    internal static void Recalled(string model, double recall) => s_recall.Record(recall, new KeyValuePair<string, object?>("model", model));

    internal static void Searched(string model, TimeSpan elapsed) => s_searches.Record(elapsed.TotalSeconds, new KeyValuePair<string, object?>("model", model));

    internal static void Staged(Stage stage, string model, TimeSpan elapsed) => s_stages.Record(
        elapsed.TotalSeconds,
        new KeyValuePair<string, object?>("stage", StageTimes.NameOf(stage)),
        new KeyValuePair<string, object?>("model", model));
}
