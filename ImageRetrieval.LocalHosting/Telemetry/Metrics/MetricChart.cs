namespace ImageRetrieval.LocalHosting.Telemetry.Metrics;

/// <summary>What a chart draws. Every line has a value, or null, for each time; times are seconds since 1970.</summary>
/// <param name="Lines">Values, rates a second for a counter, or percentiles for a histogram.</param>
/// <param name="Rates">Of a histogram: how many a second. Else empty.</param>
/// <param name="Hidden">Lines that there were no room for.</param>
internal sealed record MetricChart(
    MetricKind Kind, string Unit, long[] Times, IReadOnlyList<MetricLine> Lines, IReadOnlyList<MetricLine> Rates, int Hidden)
{
    public static readonly MetricChart Empty = new(MetricKind.Gauge, "", [], [], [], 0);
}
