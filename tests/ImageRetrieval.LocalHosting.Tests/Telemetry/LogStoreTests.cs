using ImageRetrieval.LocalHosting.Telemetry;
using ImageRetrieval.LocalHosting.Telemetry.Logs;

namespace ImageRetrieval.LocalHosting.Tests.Telemetry;

public class LogStoreTests
{
    private readonly TelemetryStore _store = new(new TelemetryOptions { MaximumLogs = 100 }, TimeProvider.System);

    [Fact]
    public void Records_are_found_by_level_resource_text_attribute_and_trace()
    {
        _store.Add(TelemetrySignal.Logs, TelemetryMessages.Logs("api", (9, "started", 0), (17, "Broken picture", 5)));
        _store.Add(TelemetrySignal.Logs, TelemetryMessages.Logs("worker", (13, "slow host", 0)));

        string[] Found(LogQuery query) => [.. _store.Logs.Find(query).Select(record => record.Text)];
        Assert.Equal(["started", "Broken picture", "slow host"], Found(new LogQuery()));
        Assert.Equal(["Broken picture", "slow host"], Found(new LogQuery(MinimumSeverity: 13)));
        Assert.Equal(["slow host"], Found(new LogQuery(Resource: "worker")));
        Assert.Equal(["Broken picture"], Found(new LogQuery(Text: "broken PICTURE")));
        Assert.Equal(3, Found(new LogQuery(Text: "builtin")).Length);
        Assert.Equal(["Broken picture"], Found(new LogQuery(TraceId: 5)));
        Assert.Equal(["slow host"], Found(new LogQuery(After: 2)));
        Assert.Equal(["Broken picture", "slow host"], Found(new LogQuery(Maximum: 2)));
    }

    [Fact]
    public void The_oldest_records_make_room()
    {
        for (var index = 1; index <= 150; index++)
            _store.Add(TelemetrySignal.Logs, TelemetryMessages.Logs("api", (9, $"line {index}", 0)));
        Assert.Equal((100, 150), (_store.Logs.Count, _store.Logs.Received));
        Assert.Equal("line 51", _store.Logs.Find(new LogQuery(Maximum: 2000))[0].Text);
    }
}
