using System.Diagnostics.Metrics;
using ImageRetrieval.Api.Search;

namespace ImageRetrieval.Api.Stats;

/// <summary>The metrics of searches, by model. Each host has its own, so that two hosts in one process are not mixed.</summary>
internal sealed class SearchMetrics
{
    private readonly Histogram<double> _stages;
    private readonly Histogram<double> _searches;
    private readonly Histogram<double> _recall;

    public SearchMetrics(IMeterFactory meters)
    {
        // The factory owns the meter and disposes it with the service.
        var meter = meters.Create(ApiTelemetry.Name);
        _stages = meter.CreateHistogram<double>("search.stage.duration", "s", "One stage of a search, by stage and model.");
        _searches = meter.CreateHistogram<double>("search.duration", "s", "A complete search, from the parsed request to the response, by model.");
        _recall = meter.CreateHistogram<double>("search.recall", "1", "Share of the exact ten nearest neighbours that a real query found, by model; sampled.");
    }

    internal void Recalled(string model, double recall) => _recall.Record(recall, new KeyValuePair<string, object?>("model", model));

    internal void Searched(string model, TimeSpan elapsed) => _searches.Record(elapsed.TotalSeconds, new KeyValuePair<string, object?>("model", model));

    internal void Staged(Stage stage, string model, TimeSpan elapsed) => _stages.Record(
        elapsed.TotalSeconds,
        new KeyValuePair<string, object?>("stage", StageTimes.NameOf(stage)),
        new KeyValuePair<string, object?>("model", model));
}
