using System.Diagnostics.Metrics;
using ImageRetrieval.Collection.Search;

namespace ImageRetrieval.Api.Index;

/// <summary>Counts what happens to the indexes, as metrics by model.</summary>
internal sealed class IndexCounters : IIndexEvents
{
    private readonly Counter<long> _swaps;
    private readonly Counter<long> _refusals;

    public IndexCounters(IMeterFactory meters)
    {
        // The factory owns the meter and disposes it with the service.
        var meter = meters.Create(ApiTelemetry.Name);
        _swaps = meter.CreateCounter<long>("index.swaps", "{snapshot}", "Snapshots made current.");
        _refusals = meter.CreateCounter<long>("index.refusals", "{snapshot}", "Snapshots that were rejected.");
    }

    public void Swapped(string model) => _swaps.Add(1, new KeyValuePair<string, object?>("model", model));

    public void Refused(string model) => _refusals.Add(1, new KeyValuePair<string, object?>("model", model));
}
