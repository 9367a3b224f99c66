using System.Globalization;
using ImageRetrieval.LocalHosting.Telemetry;
using ImageRetrieval.LocalHosting.Telemetry.Logs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace ImageRetrieval.LocalHosting.Dashboard;

/// <summary>Structured log records, oldest first: the newest that match.</summary>
internal static class LogEndpoints
{
    private const int MaximumRecords = 2_000;

    public static void MapLogs(this IEndpointRouteBuilder app) => app.MapGet("/api/logs", List);

    private static Ok<LogView[]> List(
        TelemetryStore telemetry, string? resource = null, string? level = null, string? text = null, string? trace = null, long after = 0, int max = 500)
    {
        _ = UInt128.TryParse(trace, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var traceId);
        var query = new LogQuery(
            string.IsNullOrEmpty(resource) ? null : resource, LogView.SeverityOf(level), text, traceId, after, Math.Clamp(max, 1, MaximumRecords));
        return TypedResults.Ok(telemetry.Logs.Find(query).Select(LogView.Of).ToArray());
    }
}
