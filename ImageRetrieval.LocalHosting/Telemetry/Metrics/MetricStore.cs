namespace ImageRetrieval.LocalHosting.Telemetry.Metrics;

/// <summary>An hour of every metric.</summary>
internal sealed class MetricStore(TelemetryOptions options, TimeProvider time)
{
    private const long KeptSeconds = 3600;

    private readonly Lock _lock = new();
    private readonly Dictionary<(string Resource, string Name), Instrument> _instruments = [];
    private int _series;

    /// <summary>Points received since the start.</summary>
    public long Received { get; private set; }

    /// <summary>Points of series that there was no room for.</summary>
    public long Refused { get; private set; }

    public void Add(IReadOnlyList<MetricPoint> points)
    {
        lock (_lock)
        {
            Received += points.Count;
            foreach (var point in points)
                Add(point);
        }
    }

    public IReadOnlyList<InstrumentSummary> List()
    {
        lock (_lock)
            return [.. _instruments.Values.Where(instrument => instrument.Series.Count > 0).Select(Summary).OrderBy(one => one.Resource, StringComparer.Ordinal).ThenBy(one => one.Name, StringComparer.Ordinal)];
    }

    public MetricChart Chart(MetricQuery query)
    {
        lock (_lock)
        {
            var instruments = _instruments.Values.Where(one => one.Name == query.Name && (query.Resource is null || one.Resource == query.Resource)).ToList();
            return instruments.Count == 0 ? MetricChart.Empty : new MetricCharting(query, time.GetUtcNow().ToUnixTimeSeconds()).Draw(instruments);
        }
    }

    /// <summary>The means of a histogram for each value of a dimension; over all processes that are kept, without those that counted nothing.</summary>
    public IReadOnlyDictionary<string, MetricMean> Means(string name, string by)
    {
        lock (_lock)
        {
            return _instruments.Values.Where(one => one.Name == name)
                .SelectMany(one => one.Series)
                .Where(series => series.Last?.Histogram is { Count: > 0 })
                .GroupBy(series => Tag.Find(series.Tags, by) ?? "(none)", series => series.Last!.Histogram!)
                .ToDictionary(group => group.Key, group => new MetricMean(group.Sum(one => one.Sum) / group.Sum(one => (double)one.Count), (ulong)group.Sum(one => (long)one.Count)));
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _instruments.Clear();
            _series = 0;
        }
    }

    private void Add(MetricPoint point)
    {
        var name = (point.Sender.Resource, point.Name);
        if (!_instruments.TryGetValue(name, out var instrument))
            _instruments[name] = instrument = new Instrument(point.Sender.Resource, point.Meter, point.Name, point.Description, point.Unit, point.Kind);
        var key = Key(point);
        if ((instrument.Find(key) ?? TryAdd(instrument, key, point)) is { } series)
            series.Add(point);
        else
            Refused++;
    }

    private Series? TryAdd(Instrument instrument, string key, MetricPoint point)
    {
        if (_series >= options.MaximumSeries)
        {
            var oldest = time.GetUtcNow().ToUnixTimeSeconds() - KeptSeconds;
            _series -= _instruments.Values.Sum(one => one.RemoveOlderThan(oldest));
        }

        if (_series >= options.MaximumSeries)
            return null;
        _series++;
        return instrument.Add(key, point);
    }

    private static string Key(MetricPoint point)
    {
        var key = new System.Text.StringBuilder(point.Sender.Instance);
        foreach (var tag in point.Tags)
            key.Append('\n').Append(tag.Key).Append('=').Append(tag.Value);
        return key.ToString();
    }

    private static InstrumentSummary Summary(Instrument instrument) => new(
        instrument.Resource, instrument.Meter, instrument.Name, instrument.Description, instrument.Unit, instrument.Kind, instrument.Series.Count,
        instrument.Series.SelectMany(series => series.Tags)
            .GroupBy(tag => tag.Key)
            .ToDictionary(group => group.Key, group => group.Select(tag => tag.Value).Distinct().Order(StringComparer.Ordinal).Take(100).ToArray()));
}
