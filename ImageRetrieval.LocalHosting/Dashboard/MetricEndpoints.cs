using ImageRetrieval.LocalHosting.Telemetry;
using ImageRetrieval.LocalHosting.Telemetry.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace ImageRetrieval.LocalHosting.Dashboard;

/// <summary>Which metrics there are, and charts of them.</summary>
internal static class MetricEndpoints
{
    public static void MapMetrics(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/metrics", (TelemetryStore telemetry) => TypedResults.Ok(telemetry.Metrics.List()));
        app.MapGet("/api/metrics/chart", Chart);
    }

    /// <summary>Each <c>filter</c> is <c>dimension=value</c>.</summary>
    private static Results<Ok<MetricChart>, BadRequest<string>> Chart(
        HttpContext context, TelemetryStore telemetry, string? name = null, string? resource = null, double minutes = 15, string? by = null, double quantile = 0.9)
    {
        if (string.IsNullOrEmpty(name))
            return TypedResults.BadRequest("Give the metric's name: ?name=http.server.request.duration.");
        var filters = context.Request.Query["filter"].OfType<string>()
            .Select(filter => filter.Split('=', 2))
            .Where(filter => filter.Length == 2)
            .DistinctBy(filter => filter[0])
            .ToDictionary(filter => filter[0], filter => filter[1]);
        var span = TimeSpan.FromMinutes(double.IsFinite(minutes) ? Math.Clamp(minutes, 1, 60) : 15);
        return TypedResults.Ok(telemetry.Metrics.Chart(new MetricQuery(
            name, string.IsNullOrEmpty(resource) ? null : resource, span, string.IsNullOrEmpty(by) ? null : by, Math.Clamp(quantile, 0, 1), filters)));
    }
}
