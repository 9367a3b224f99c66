using ImageRetrieval.LocalHosting.Telemetry.Traces;

namespace ImageRetrieval.LocalHosting.Dashboard;

/// <summary>A trace as <c>/api/traces</c> lists it; times in milliseconds (since 1970).</summary>
internal sealed record TraceRow(
    string Id, string Name, string Resource, IReadOnlyList<string> Resources, int Spans, int Errors, double Start, double Duration, bool IsComplete)
{
    public static TraceRow Of(TraceSummary trace) => new(
        TelemetryText.TraceId(trace.Id), trace.Name, trace.Resource, trace.Resources, trace.Spans, trace.Errors,
        TelemetryText.Milliseconds(trace.Start), TelemetryText.Milliseconds(trace.Duration), trace.IsComplete);
}
