using ImageRetrieval.LocalHosting.Telemetry;
using ImageRetrieval.LocalHosting.Telemetry.Logs;
using ImageRetrieval.LocalHosting.Telemetry.Traces;

namespace ImageRetrieval.LocalHosting.Dashboard;

/// <summary>A trace as its page draws it; times in milliseconds (since 1970).</summary>
internal sealed record TraceView(string Id, IReadOnlyList<SpanView> Spans, int Dropped, IReadOnlyList<LogView> Logs)
{
    public static TraceView Of(UInt128 id, IReadOnlyList<Span> spans, int dropped, IReadOnlyList<LogRecord> logs) =>
        new(TelemetryText.TraceId(id), [.. spans.Select(SpanView.Of)], dropped, [.. logs.Select(LogView.Of)]);
}

internal sealed record SpanView(
    string Id, string? Parent, string Name, string Resource, string Instance, string Scope, string Kind, double Start, double Duration,
    bool IsError, string? Status, IReadOnlyList<Tag> Tags, IReadOnlyList<EventView> Events, IReadOnlyList<string> Links)
{
    public static SpanView Of(Span span) => new(
        TelemetryText.SpanId(span.Id),
        span.ParentId == 0 ? null : TelemetryText.SpanId(span.ParentId),
        span.Name, span.Sender.Resource, span.Sender.Instance, span.Scope, span.Kind.ToString(),
        TelemetryText.Milliseconds(span.Start), TelemetryText.Milliseconds(span.Duration),
        span.IsError, span.StatusMessage, span.Tags,
        [.. span.Events.Select(happened => new EventView(TelemetryText.Milliseconds(happened.Time), happened.Name, happened.Tags))],
        [.. span.Links.Select(link => TelemetryText.TraceId(link.TraceId))]);
}

internal sealed record EventView(double Time, string Name, IReadOnlyList<Tag> Tags);
