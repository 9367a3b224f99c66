using ImageRetrieval.LocalHosting.Telemetry;
using ImageRetrieval.LocalHosting.Telemetry.Traces;

namespace ImageRetrieval.LocalHosting.Tests.Telemetry;

public class TraceStoreTests
{
    private readonly TelemetryStore _store = new(new TelemetryOptions { MaximumSpans = 100, MaximumSpansPerTrace = 10 }, TimeProvider.System);

    [Fact]
    public void Spans_of_two_services_become_one_trace_in_whatever_order_they_come()
    {
        _store.Add(TelemetrySignal.Traces, TelemetryMessages.Trace(7, "api", (3, 2, "search", 5, false), (2, 1, "POST /predict", 20, false)));
        var early = Assert.Single(_store.Traces.Find(new TraceQuery()));
        Assert.False(early.IsComplete);
        Assert.Equal("api", early.Resource);

        _store.Add(TelemetrySignal.Traces, TelemetryMessages.Trace(7, "portal", (1, 0, "POST /", 30, false)));
        var whole = Assert.Single(_store.Traces.Find(new TraceQuery()));
        Assert.Equal(("POST /", "portal", 3, true), (whole.Name, whole.Resource, whole.Spans, whole.IsComplete));
        Assert.Equal(["api", "portal"], whole.Resources);
        Assert.Equal(30_000_000UL, whole.Duration);
    }

    [Fact]
    public void The_oldest_traces_make_room_and_a_huge_one_is_cut_and_counted()
    {
        for (var trace = 1UL; trace <= 60; trace++)
            _store.Add(TelemetrySignal.Traces, TelemetryMessages.Trace(trace, "api", (1, 0, "a", 1, false), (2, 1, "b", 1, false)));
        var kept = _store.Traces.Find(new TraceQuery(Maximum: 500));
        Assert.Equal(50, kept.Count);
        Assert.Equal(60UL, (ulong)kept[0].Id);
        Assert.Null(_store.Traces.Get(10));

        for (var span = 1UL; span <= 30; span++)
            _store.Add(TelemetrySignal.Traces, TelemetryMessages.Trace(99, "worker", (span + 100, 1, "download", 1, false)));
        _store.Add(TelemetrySignal.Traces, TelemetryMessages.Trace(99, "worker", (1, 0, "ingest", 9, false)));
        var (spans, dropped) = _store.Traces.Get(99)!.Value;
        Assert.Equal((11, 20), (spans.Count, dropped));
        Assert.Contains(spans, span => span.Name == "ingest");
    }

    [Fact]
    public void Traces_are_found_by_duration_error_text_attribute_resource_and_span_and_sorted()
    {
        _store.Add(TelemetrySignal.Traces, TelemetryMessages.Trace(1, "api", (1, 0, "fast", 5, false)));
        _store.Add(TelemetrySignal.Traces, TelemetryMessages.Trace(2, "api", (1, 0, "slow", 500, true)));
        _store.Add(TelemetrySignal.Traces, TelemetryMessages.Trace(3, "portal", (1, 0, "middle", 50, false), (2, 1, "search", 10, false)));

        ulong[] Found(TraceQuery query) => [.. _store.Traces.Find(query).Select(trace => (ulong)trace.Id)];
        Assert.Equal([3UL, 2, 1], Found(new TraceQuery()));
        Assert.Equal([2UL, 3, 1], Found(new TraceQuery(Order: TraceOrder.Slowest)));
        Assert.Equal([1UL, 2, 3], Found(new TraceQuery(Order: TraceOrder.Oldest)));
        Assert.Equal([2UL], Found(new TraceQuery(ErrorsOnly: true)));
        Assert.Equal([3UL, 2], Found(new TraceQuery(MinimumDuration: TimeSpan.FromMilliseconds(50))));
        Assert.Equal([3UL], Found(new TraceQuery(MinimumDuration: TimeSpan.FromMilliseconds(50), MaximumDuration: TimeSpan.FromMilliseconds(60))));
        Assert.Equal([3UL], Found(new TraceQuery(Resource: "portal")));
        Assert.Equal([3UL], Found(new TraceQuery(SpanName: "search")));
        Assert.Equal([2UL], Found(new TraceQuery(Text: "IT FAILED")));
        Assert.Equal([1UL], Found(new TraceQuery(Text: "url.path=/of/1")));
        Assert.Equal([2UL], Found(new TraceQuery(Text: "00000000000000000002")));
        Assert.Empty(Found(new TraceQuery(Text: "nowhere")));
    }
}
