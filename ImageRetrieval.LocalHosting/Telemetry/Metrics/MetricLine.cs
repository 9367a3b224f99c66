namespace ImageRetrieval.LocalHosting.Telemetry.Metrics;

/// <summary>One line of a chart; null where there is nothing to draw, as for a value that is no number.</summary>
internal sealed record MetricLine(string Label, double?[] Values)
{
    public static MetricLine Of(string label, double?[] values) =>
        new(label, [.. values.Select(value => value is { } number && double.IsFinite(number) ? value : null)]);
}
