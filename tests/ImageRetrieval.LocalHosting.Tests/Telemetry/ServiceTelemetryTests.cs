using ImageRetrieval.LocalHosting.Telemetry.Logs;
using ImageRetrieval.LocalHosting.Telemetry.Traces;

namespace ImageRetrieval.LocalHosting.Tests.Telemetry;

public class ServiceTelemetryTests
{
    [Fact]
    public async Task A_call_from_one_service_to_another_is_one_trace_with_both()
    {
        if (Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT") is { Length: > 0 })
            return; // Whoever set it wants the telemetry elsewhere.
        var builder = TestApplication.CreateBuilder();
        var api = builder.AddChild("api");
        builder.AddChild("portal").WithReference(api);
        await using var app = await TestApplication.StartAsync(builder);
        await app.ReadyAsync("api");
        await app.ReadyAsync("portal");

        await app.GetAsync("portal", "/call?url=" + Uri.EscapeDataString("http://api/args"));

        await TestDeadline.UntilAsync(() => app.Telemetry.Traces.Find(new TraceQuery()).Any(trace => trace.IsComplete && trace.Resources.Count == 2), "the trace of both services has come");
        var trace = Assert.Single(app.Telemetry.Traces.Find(new TraceQuery()), trace => trace.Resources.Count == 2);
        Assert.Equal(("GET /call", "portal", 0), (trace.Name, trace.Resource, trace.Errors));
        var spans = app.Telemetry.Traces.Get(trace.Id)!.Value.Spans;
        Assert.Equal(["GET /call", "GET", "GET /args"], spans.Select(span => span.Name));
        Assert.Equal([SpanKind.Server, SpanKind.Client, SpanKind.Server], spans.Select(span => span.Kind));

        // And what is logged during a request stands in its trace.
        await app.GetAsync("portal", "/call?url=" + Uri.EscapeDataString("http://api/log?text=seen"));
        await TestDeadline.UntilAsync(() => app.Telemetry.Logs.Find(new LogQuery(Text: "seen")).Any(record => record.Text == "seen"), "the record has come");
        var written = app.Telemetry.Logs.Find(new LogQuery(Text: "seen")).Single(record => record.Text == "seen");
        Assert.Equal("api", written.Sender.Resource);
        await TestDeadline.UntilAsync(() => app.Telemetry.Traces.Get(written.TraceId) is { } own && own.Spans.Any(span => span.Id == written.SpanId && span.Name == "GET /log"), "the record names the span that it was written in");

        await TestDeadline.UntilAsync(() => app.Telemetry.Metrics.List().Any(metric => metric is { Resource: "portal", Name: "http.server.request.duration" }), "metrics have come");
        await TestDeadline.UntilAsync(() => app.Telemetry.Logs.Find(new LogQuery(Resource: "api", Text: "listening")).Count > 0, "logs have come");
    }
}
