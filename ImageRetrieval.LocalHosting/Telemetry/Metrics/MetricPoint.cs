namespace ImageRetrieval.LocalHosting.Telemetry.Metrics;

/// <summary>One measured value as it came. Times are nanoseconds since 1970.</summary>
internal sealed class MetricPoint
{
    public required Sender Sender { get; init; }

    public required string Meter { get; init; }

    public required string Name { get; init; }

    public required string Description { get; init; }

    public required string Unit { get; init; }

    public required MetricKind Kind { get; init; }

    /// <summary>Whether the value is what came since the last one, not since the start.</summary>
    public bool IsDelta { get; init; }

    public Tag[] Tags { get; set; } = [];

    public ulong Start { get; set; }

    public ulong Time { get; set; }

    public double Value { get; set; }

    public HistogramValue? Histogram { get; set; }
}
