using System.Diagnostics.Metrics;
using ImageRetrieval.Collection.Search;

namespace ImageRetrieval.Api.Stats;

/// <summary>The metrics of what is indexed, by model; a model without a snapshot has none.</summary>
internal sealed class IndexMetrics
{
    private readonly ICollectionIndexes _indexes;
    private readonly TimeProvider _clock;

    public IndexMetrics(ICollectionIndexes indexes, IMeterFactory meters, TimeProvider clock)
    {
        (_indexes, _clock) = (indexes, clock);
        // The factory owns the meter and disposes it with the service.
        var meter = meters.Create(ApiTelemetry.Name);
        meter.CreateObservableGauge("index.images", () => Each(index => (long)index.Count), "{image}", "Images that can be searched, by model.");
        meter.CreateObservableGauge("index.size", () => Each(index => index.Bytes), "By", "Size of the current snapshot's files, by model.");
        meter.CreateObservableGauge("index.snapshot.age", () => Each(index => (_clock.GetUtcNow() - index.Created).TotalSeconds), "s", "Time since the current snapshot was published, by model.");
    }

    private List<Measurement<T>> Each<T>(Func<IndexInfo, T> measure)
        where T : struct
    {
        var measurements = new List<Measurement<T>>();
        foreach (var model in _indexes.Models)
        {
            if (_indexes.CurrentOf(model) is { } index)
                measurements.Add(new Measurement<T>(measure(index), new KeyValuePair<string, object?>("model", model)));
        }

        return measurements;
    }
}
