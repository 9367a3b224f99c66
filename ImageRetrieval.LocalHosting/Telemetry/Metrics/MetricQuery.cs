namespace ImageRetrieval.LocalHosting.Telemetry.Metrics;

/// <summary>One chart: a metric over the last while, for some values of its dimensions, one line for each value of another.</summary>
/// <param name="Resource">Null: every resource that has the metric.</param>
/// <param name="By">The dimension whose values become lines; null: one line, or the percentiles of a histogram.</param>
/// <param name="Quantile">The share (0..1) that a histogram's lines show when they are split.</param>
internal sealed record MetricQuery(
    string Name, string? Resource, TimeSpan Span, string? By = null, double Quantile = 0.9, IReadOnlyDictionary<string, string>? Filters = null)
{
    public const int MaximumLines = 12;

    private const int MaximumPoints = 240;

    /// <summary>Seconds from one point to the next.</summary>
    public int Step => Math.Max(1, (int)Math.Ceiling(Span.TotalSeconds / MaximumPoints / Series.SlotSeconds)) * Series.SlotSeconds;

    public bool Matches(Series series) =>
        Filters is null || Filters.All(filter => Tag.Find(series.Tags, filter.Key) == filter.Value);
}
