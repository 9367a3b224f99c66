using ImageRetrieval.Api.Docs;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace ImageRetrieval.Api.Ingest;

/// <summary>
/// <c>GET /v1/ingest</c>: how far the Worker is. The Worker writes <c>&lt;data&gt;/status.json</c> every second; it is handed
/// on as it is, so that the two programs need not know each other.
/// </summary>
internal static class IngestEndpoint
{
    private static readonly TimeSpan s_stale = TimeSpan.FromSeconds(15);

    internal static void MapIngest(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/ingest", Ingest).WithTags("ingest").WithSummary("Progress of the indexing.").WithExamples("""{"state":"running","total":295,"done":120}""");

    private static Ok<JsonObject> Ingest(IOptions<DataOptions> data, TimeProvider clock, ILoggerFactory loggers)
    {
        var status = Read(Path.Combine(data.Value.FullPath, "status.json"), loggers) ?? new JsonObject { ["state"] = "unknown" };
        // A Worker that stopped in the middle leaves its last word behind: it must not look like work in progress.
        if (status["state"]?.GetValue<string>() is "running" or "publishing" or "loading" && IsStale(status, clock))
            status["state"] = "unknown";
        return TypedResults.Ok(status);
    }

    private static JsonObject? Read(string path, ILoggerFactory loggers)
    {
        try
        {
            return File.Exists(path) ? JsonNode.Parse(File.ReadAllBytes(path)) as JsonObject : null;
        }
        catch (Exception error) when (error is JsonException or IOException)
        {
            Log.ProgressUnreadable(loggers.CreateLogger(typeof(IngestEndpoint)), error.Message);
            return null;
        }
    }

    private static bool IsStale(JsonObject status, TimeProvider clock) =>
        status["updated"]?.GetValue<DateTimeOffset>() is not { } updated || clock.GetUtcNow() - updated > s_stale;
}
