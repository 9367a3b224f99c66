using System.Text.Json.Serialization;

namespace ImageRetrieval.LocalHosting.Telemetry.Metrics;

[JsonConverter(typeof(JsonStringEnumConverter<MetricKind>))]
internal enum MetricKind
{
    /// <summary>A value at a time; also a sum that can fall.</summary>
    Gauge,

    /// <summary>A sum that only grows; shown as a rate.</summary>
    Counter,

    /// <summary>Counts by size; shown as percentiles and a rate.</summary>
    Histogram,
}
