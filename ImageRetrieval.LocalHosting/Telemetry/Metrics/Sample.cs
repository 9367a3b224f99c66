namespace ImageRetrieval.LocalHosting.Telemetry.Metrics;

/// <summary>A value at a time; the newest of a series is replaced while its five seconds last.</summary>
internal sealed class Sample(long seconds, long startSeconds, double value, HistogramValue? histogram)
{
    /// <summary>Since 1970.</summary>
    public long Seconds { get; private set; } = seconds;

    /// <summary>When the counting began, in seconds since 1970.</summary>
    public long StartSeconds { get; } = startSeconds;

    public double Value { get; private set; } = value;

    public HistogramValue? Histogram { get; private set; } = histogram;

    public void Replace(Sample other) => (Seconds, Value, Histogram) = (other.Seconds, other.Value, other.Histogram);
}
