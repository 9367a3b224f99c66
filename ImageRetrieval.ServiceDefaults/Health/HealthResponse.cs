using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ImageRetrieval.ServiceDefaults.Health;

/// <summary>
/// The state and its reasons as JSON: <c>{"status":"Degraded","checks":{"index":{"status":"Degraded","description":"…"}}}</c>.
/// </summary>
internal static class HealthResponse
{
    internal static async Task WriteAsync(HttpContext context, HealthReport report)
    {
        context.Response.ContentType = "application/json; charset=utf-8";
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter);
        json.WriteStartObject();
        json.WriteString("status", report.Status.ToString());
        json.WriteStartObject("checks");
        foreach (var (name, entry) in report.Entries)
        {
            json.WriteStartObject(name);
            json.WriteString("status", entry.Status.ToString());
            json.WriteString("description", Description(entry));
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
        await json.FlushAsync(context.RequestAborted);
    }

    // When a check throws, the framework uses the exception's message as the description. It belongs in the log only, because
    // it can contain paths and connection strings. A description given by the check itself is meant to be published.
    private static string? Description(HealthReportEntry entry) =>
        entry.Exception is not null && (entry.Description is null || entry.Description == entry.Exception.Message)
            ? "The check failed; the service's log says why."
            : entry.Description;
}
