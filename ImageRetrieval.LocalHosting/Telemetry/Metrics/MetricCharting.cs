namespace ImageRetrieval.LocalHosting.Telemetry.Metrics;

/// <summary>Draws one chart: rates and percentiles come from the differences between the values at neighbouring times.</summary>
internal sealed class MetricCharting
{
    private static readonly (string Label, double Share)[] s_percentiles = [("p50", 0.5), ("p90", 0.9), ("p99", 0.99)];

    private readonly MetricQuery _query;

    // One time more than the chart shows: the first difference needs a value before it.
    private readonly long[] _times;

    public MetricCharting(MetricQuery query, long now)
    {
        _query = query;
        var step = query.Step;
        var count = (int)(query.Span.TotalSeconds / step);
        // Whole intervals only: a part of one would look like a fall.
        var end = now / step * step;
        _times = [.. Enumerable.Range(0, count + 1).Select(index => end - ((count - index) * (long)step))];
    }

    public MetricChart Draw(IReadOnlyList<Instrument> instruments)
    {
        var kind = instruments[0].Kind;
        var groups = instruments.SelectMany(one => one.Series.Select(series => (one.Resource, Series: series)))
            .Where(one => _query.Matches(one.Series))
            .GroupBy(one => Label(one.Resource, one.Series, instruments.Count > 1))
            .Select(group => (Label: group.Key, Series: group.Select(one => one.Series).ToList()))
            .OrderByDescending(group => group.Series.Sum(series => series.Last?.Histogram?.Count ?? Math.Abs(series.Last?.Value ?? 0)))
            .ToList();
        var shown = groups.Take(MetricQuery.MaximumLines).ToList();
        var times = _times[1..];
        var unit = instruments[0].Unit;
        var hidden = groups.Count - shown.Count;
        return kind switch
        {
            MetricKind.Histogram => DrawHistogram(shown, unit, times, hidden),
            MetricKind.Counter => new(kind, unit, times, [.. shown.Select(group => MetricLine.Of(group.Label, Rates(group.Series)))], [], hidden),
            _ => new(kind, unit, times, [.. shown.Select(group => MetricLine.Of(group.Label, Values(group.Series)))], [], hidden),
        };
    }

    private string Label(string resource, Series series, bool hasSeveral)
    {
        if (_query.By is not null)
            return Tag.Find(series.Tags, _query.By) ?? "(none)";
        return hasSeveral && _query.Resource is null ? resource : "all";
    }

    private MetricChart DrawHistogram(List<(string Label, List<Series> Series)> groups, string unit, long[] times, int hidden)
    {
        var merged = groups.Select(group => (group.Label, Differences: Histograms(group.Series))).ToList();
        var rates = merged.Select(group => MetricLine.Of(group.Label, [.. group.Differences.Select(value => value is null ? null : (double?)value.Count / _query.Step)])).ToList();
        var lines = _query.By is null && merged.Count == 1
            ? s_percentiles.Select(percentile => MetricLine.Of(percentile.Label, Quantiles(merged[0].Differences, percentile.Share))).ToList()
            : [.. merged.Select(group => MetricLine.Of(group.Label, Quantiles(group.Differences, _query.Quantile)))];
        return new MetricChart(MetricKind.Histogram, unit, times, lines, rates, hidden);
    }

    private static double?[] Quantiles(HistogramValue?[] values, double share) => [.. values.Select(value => value?.Quantile(share))];

    private double?[] Values(List<Series> series)
    {
        var sums = new double?[_times.Length - 1];
        foreach (var one in series)
        {
            var samples = one.At(_times);
            for (var index = 0; index < sums.Length; index++)
            {
                // A process that is gone has no value any more.
                if (samples[index + 1] is { } sample && sample.Seconds > _times[index] - (2 * Series.SlotSeconds))
                    sums[index] = (sums[index] ?? 0) + sample.Value;
            }
        }

        return sums;
    }

    private double?[] Rates(List<Series> series)
    {
        var rates = new double?[_times.Length - 1];
        foreach (var one in series)
        {
            var samples = one.At(_times);
            for (var index = 0; index < rates.Length; index++)
            {
                if (Pair(one, samples, index) is not { } pair)
                    continue;
                var grown = pair.After.Value - (pair.Before?.Value ?? 0);
                rates[index] = (rates[index] ?? 0) + ((grown >= 0 ? grown : pair.After.Value) / _query.Step);
            }
        }

        return rates;
    }

    private HistogramValue?[] Histograms(List<Series> series)
    {
        var sums = new HistogramValue?[_times.Length - 1];
        foreach (var one in series)
        {
            var samples = one.At(_times);
            for (var index = 0; index < sums.Length; index++)
            {
                if (Pair(one, samples, index) is not { After.Histogram: { } after } pair)
                    continue;
                var grown = after.Since(pair.Before?.Histogram);
                sums[index] = sums[index] is { } sum ? sum.Plus(grown) : grown;
            }
        }

        return sums;
    }

    // The values at the two ends of an interval; none before the first value, unless the process began inside the interval.
    private (Sample? Before, Sample After)? Pair(Series series, Sample?[] samples, int index)
    {
        if (samples[index + 1] is not { } after || after.Seconds <= _times[index] - _query.Step)
            return null;
        if (samples[index] is { } before)
            return (before, after);
        return series.BeganAfter(_times[0]) ? (null, after) : null;
    }
}
