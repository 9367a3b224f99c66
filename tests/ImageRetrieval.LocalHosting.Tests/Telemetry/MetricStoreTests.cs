using ImageRetrieval.LocalHosting.Telemetry;
using ImageRetrieval.LocalHosting.Telemetry.Metrics;

namespace ImageRetrieval.LocalHosting.Tests.Telemetry;

public class MetricStoreTests
{
    private const long Now = 1_800_000_000;
    private static readonly double[] s_bounds = [1, 2, 4];

    private readonly TelemetryStore _store = new(new TelemetryOptions { MaximumSeries = 20 }, new FixedClock(Now));

    [Fact]
    public void A_counter_is_shown_as_its_rate_and_a_restart_of_the_process_is_no_fall()
    {
        Add(TelemetryMessages.Counter("images", Now - 20, 100, "1", start: Now - 1000));
        Add(TelemetryMessages.Counter("images", Now - 15, 150, "1", start: Now - 1000));
        Add(TelemetryMessages.Counter("images", Now - 10, 30, "2", start: Now - 12));
        Add(TelemetryMessages.Counter("images", Now - 5, 40, "2", start: Now - 12));

        var chart = Chart("images");
        var line = Assert.Single(chart.Lines);
        Assert.Equal(MetricKind.Counter, chart.Kind);
        Assert.Equal([10, 6, 2, 0], line.Values.OfType<double>());
    }

    [Fact]
    public void The_percentiles_of_a_histogram_are_those_of_each_interval_and_not_of_all_time()
    {
        Add(TelemetryMessages.Histogram("seconds", Now - 15, s_bounds, [1000, 0, 0, 0], start: Now - 5000));
        Add(TelemetryMessages.Histogram("seconds", Now - 10, s_bounds, [1000, 0, 100, 0], start: Now - 5000));

        var chart = Chart("seconds");
        Assert.Equal(["p50", "p90", "p99"], chart.Lines.Select(line => line.Label));
        Assert.Equal([3.0, 3.8, 3.98], chart.Lines.Select(line => Math.Round(Assert.Single(line.Values.OfType<double>()), 6)));
        Assert.Equal([20, 0], Assert.Single(chart.Rates).Values.OfType<double>());
    }

    [Fact]
    public void A_mean_is_that_of_all_values_of_all_processes_and_a_dimension_that_counted_nothing_has_none()
    {
        Add(TelemetryMessages.Histogram("recall", Now - 15, s_bounds, [10, 0, 0, 0], instance: "1", sum: 9, tags: ("model", "a")));
        Add(TelemetryMessages.Histogram("recall", Now - 10, s_bounds, [20, 0, 0, 0], instance: "1", sum: 19, tags: ("model", "a")));
        Add(TelemetryMessages.Histogram("recall", Now - 10, s_bounds, [20, 0, 0, 0], instance: "2", sum: 20, tags: ("model", "a")));
        Add(TelemetryMessages.Histogram("recall", Now - 10, s_bounds, [0, 0, 0, 0], tags: ("model", "b")));

        var (model, mean) = Assert.Single(_store.Metrics.Means("recall", "model"));
        Assert.Equal("a", model);
        Assert.Equal(0.975, mean.Mean, 1e-9);
        Assert.Equal(40UL, mean.Count);
        Assert.Empty(_store.Metrics.Means("nothing", "model"));
    }

    [Fact]
    public void A_gauge_is_the_sum_of_its_processes_and_ends_with_them()
    {
        Add(TelemetryMessages.Gauge("memory", Now - 60, 7, "gone"));
        Add(TelemetryMessages.Gauge("memory", Now - 5, 10, "1"));
        Add(TelemetryMessages.Gauge("memory", Now - 5, 5, "2"));

        var values = Assert.Single(Chart("memory").Lines).Values;
        Assert.Equal(15, values[^1]);
        Assert.Contains(7, values);
        Assert.Null(values[^6]);
    }

    [Fact]
    public void Lines_are_split_by_a_dimension_and_filtered_by_another()
    {
        foreach (var (at, value) in ((long, double)[])[(Now - 15, 0), (Now - 10, 50)])
        {
            Add(TelemetryMessages.Counter("failures", at, value, tags: [("reason", "timeout"), ("host", "a")]));
            Add(TelemetryMessages.Counter("failures", at, value * 2, tags: [("reason", "not found"), ("host", "a")]));
            Add(TelemetryMessages.Counter("failures", at, value * 4, tags: [("reason", "timeout"), ("host", "b")]));
        }

        var chart = _store.Metrics.Chart(new MetricQuery("failures", "api", TimeSpan.FromMinutes(5), By: "reason", Filters: new Dictionary<string, string> { ["host"] = "a" }));
        Assert.Equal([("not found", 20.0), ("timeout", 10.0)], chart.Lines.Select(line => (line.Label, line.Values.OfType<double>().Max())));
        var listed = Assert.Single(_store.Metrics.List());
        Assert.Equal(["a", "b"], listed.Dimensions["host"]);
        Assert.Equal(3, listed.Series);
    }

    [Fact]
    public void More_series_than_there_is_room_for_are_counted_and_not_kept()
    {
        for (var index = 0; index < 25; index++)
            Add(TelemetryMessages.Counter("many", Now, index, tags: [("n", $"{index}")]));
        Assert.Equal((20, 5), (_store.Metrics.List()[0].Series, _store.Metrics.Refused));
    }

    [Fact]
    public void A_value_that_is_no_number_is_not_drawn()
    {
        Add(TelemetryMessages.Gauge("odd", Now - 5, double.NaN));
        Assert.All(Assert.Single(Chart("odd").Lines).Values, value => Assert.Null(value));
    }

    private void Add(byte[] body) => _store.Add(TelemetrySignal.Metrics, body);

    private MetricChart Chart(string name) => _store.Metrics.Chart(new MetricQuery(name, null, TimeSpan.FromMinutes(5)));

    private sealed class FixedClock(long seconds) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeSeconds(seconds);
    }
}
