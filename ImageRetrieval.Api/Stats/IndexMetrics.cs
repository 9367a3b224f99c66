using System.Diagnostics.Metrics;
using ImageRetrieval.Api.Index;

namespace ImageRetrieval.Api.Stats;

/// <summary>The metrics of what is indexed, by model; a model without a snapshot has none.</summary>
internal sealed class IndexMetrics
{
    private readonly LiveIndex _index;
    private readonly TimeProvider _clock;

    public IndexMetrics(LiveIndex index, IMeterFactory meters, TimeProvider clock)
    {
        (_index, _clock) = (index, clock);
        // The factory owns the meter, and ends it with the service.
        var meter = meters.Create(ApiTelemetry.Name);
        meter.CreateObservableGauge("index.images", () => Each(lease => (long)lease.Snapshot.Manifest.Count), "{image}", "Images that can be searched, by model.");
        meter.CreateObservableGauge("index.size", () => Each(lease => lease.Snapshot.Manifest.Sections.Sum(section => section.Length)), "By", "Size of the current snapshot's files, by model.");
        meter.CreateObservableGauge("index.snapshot.age", () => Each(lease => (_clock.GetUtcNow() - lease.Snapshot.Manifest.Created).TotalSeconds), "s", "Time since the current snapshot was published, by model.");
    }

    private List<Measurement<T>> Each<T>(Func<SnapshotLease, T> measure)
        where T : struct
    {
        var measurements = new List<Measurement<T>>();
        foreach (var model in _index.Models)
        {
            using var lease = _index.Acquire(model);
            if (lease is not null)
                measurements.Add(new Measurement<T>(measure(lease), new KeyValuePair<string, object?>("model", model)));
        }

        return measurements;
    }
}
