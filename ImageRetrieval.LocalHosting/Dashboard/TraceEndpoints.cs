using System.Globalization;
using ImageRetrieval.LocalHosting.Telemetry;
using ImageRetrieval.LocalHosting.Telemetry.Logs;
using ImageRetrieval.LocalHosting.Telemetry.Traces;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace ImageRetrieval.LocalHosting.Dashboard;

/// <summary>Traces as a list, and one with its spans and the log records inside it.</summary>
internal static class TraceEndpoints
{
    private const int MaximumLogs = 2_000;
    private const int MaximumTraces = 500;

    public static void MapTraces(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/traces", List);
        app.MapGet("/api/traces/{id}", One);
        app.MapPost("/api/telemetry/clear", Clear);
    }

    private static Ok<TraceRow[]> List(
        TelemetryStore telemetry,
        string? text = null,
        string? resource = null,
        string? span = null,
        bool errors = false,
        double minMs = 0,
        double? maxMs = null,
        string? order = null,
        int max = 200)
    {
        var query = new TraceQuery(
            text, Given(resource), Given(span), errors, Milliseconds(minMs), maxMs is null ? null : Milliseconds(maxMs.Value),
            Enum.TryParse<TraceOrder>(order, ignoreCase: true, out var wanted) ? wanted : TraceOrder.Newest,
            Math.Clamp(max, 1, MaximumTraces));
        return TypedResults.Ok(telemetry.Traces.Find(query).Select(TraceRow.Of).ToArray());
    }

    private static Results<Ok<TraceView>, NotFound<string>> One(string id, TelemetryStore telemetry)
    {
        if (!UInt128.TryParse(id, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var traceId) || telemetry.Traces.Get(traceId) is not { } trace)
            return TypedResults.NotFound($"The trace '{id}' is not kept (any more).");
        var logs = telemetry.Logs.Find(new LogQuery(TraceId: traceId, Maximum: MaximumLogs));
        return TypedResults.Ok(TraceView.Of(traceId, trace.Spans, trace.Dropped, logs));
    }

    private static NoContent Clear(TelemetryStore telemetry)
    {
        telemetry.Traces.Clear();
        telemetry.Logs.Clear();
        telemetry.Metrics.Clear();
        telemetry.Changed.Pulse();
        return TypedResults.NoContent();
    }

    private static TimeSpan Milliseconds(double milliseconds) =>
        TimeSpan.FromMilliseconds(double.IsFinite(milliseconds) ? Math.Clamp(milliseconds, 0, TimeSpan.FromDays(1).TotalMilliseconds) : 0);

    private static string? Given(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
