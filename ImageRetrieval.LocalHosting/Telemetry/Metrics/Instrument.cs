namespace ImageRetrieval.LocalHosting.Telemetry.Metrics;

/// <summary>A metric of a resource, and its series.</summary>
internal sealed record Instrument(string Resource, string Meter, string Name, string Description, string Unit, MetricKind Kind)
{
    private readonly Dictionary<string, Series> _series = [];

    public IReadOnlyCollection<Series> Series => _series.Values;

    /// <returns>Null when there is none yet.</returns>
    public Series? Find(string key) => _series.GetValueOrDefault(key);

    public Series Add(string key, MetricPoint point) => _series[key] = new Series(point.Tags, point.Sender.Instance);

    /// <returns>How many were removed.</returns>
    public int RemoveOlderThan(long seconds)
    {
        var old = _series.Where(series => series.Value.LastSeconds < seconds).Select(series => series.Key).ToList();
        old.ForEach(key => _series.Remove(key));
        return old.Count;
    }
}
