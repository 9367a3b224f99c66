using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace ImageRetrieval.Worker;

/// <summary>The Worker's spans and metrics.</summary>
internal static class WorkerTelemetry
{
    private const string Name = "ImageRetrieval.Worker";

    private static readonly Meter s_meter = new(Name);

    internal static ActivitySource Source { get; } = new(Name);

    internal static Counter<long> Downloads { get; } = s_meter.CreateCounter<long>("ingest.downloads", "{image}", "Downloads by outcome.");
    internal static Counter<long> DownloadedBytes { get; } = s_meter.CreateCounter<long>("ingest.downloaded", "By", "Bytes of downloaded images.");
    internal static Counter<long> Failures { get; } = s_meter.CreateCounter<long>("ingest.failures", "{image}", "Rows and images that failed, by reason.");
    internal static Counter<long> Published { get; } = s_meter.CreateCounter<long>("ingest.snapshots", "{snapshot}", "Snapshots published, by model.");
    internal static Histogram<double> Recall { get; } = s_meter.CreateHistogram<double>("ingest.snapshot.recall", "1", "Share of the exact nearest neighbours that the search of a new snapshot finds.");
    internal static Counter<long> Retries { get; } = s_meter.CreateCounter<long>("ingest.retries", "{image}", "Downloads that failed and were queued for a retry, by reason.");
    internal static Counter<long> Embeddings { get; } = s_meter.CreateCounter<long>("ingest.embeddings", "{embedding}", "Embeddings computed, by model.");
    internal static Counter<long> Duplicates { get; } = s_meter.CreateCounter<long>("ingest.duplicates", "{image}", "Images whose pixels had been embedded under other bytes, by model.");
    internal static Stopwatches DownloadSeconds { get; } = new("ingest.download.duration", "Download of one image.");
    internal static Stopwatches PublishSeconds { get; } = new("ingest.publish.duration", "Graph and snapshot of one model.");

    /// <summary>A histogram of seconds that is filled by <c>using</c>.</summary>
    internal sealed class Stopwatches(string name, string description)
    {
        private readonly Histogram<double> _histogram = s_meter.CreateHistogram<double>(name, "s", description);

        internal Running Time(string? model = null) => new(_histogram, model, Stopwatch.GetTimestamp());

        internal readonly record struct Running(Histogram<double> Histogram, string? Model, long Started) : IDisposable
        {
            public void Dispose()
            {
                var seconds = Stopwatch.GetElapsedTime(Started).TotalSeconds;
                if (Model is null)
                    Histogram.Record(seconds);
                else
                    Histogram.Record(seconds, new KeyValuePair<string, object?>("model", Model));
            }
        }
    }
}
