using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;

namespace ImageRetrieval.Api.Ingest;

/// <summary>
/// How far the Worker is, as it says itself: it writes <c>&lt;data&gt;/status.json</c> every second, so that the two programs
/// need not know each other.
/// </summary>
internal sealed class IngestProgress(IOptions<DataOptions> data, TimeProvider clock, ILogger<IngestProgress> logger)
{
    private static readonly TimeSpan s_stale = TimeSpan.FromSeconds(15);

    /// <summary>The Worker's words; <c>state</c> is <c>unknown</c> when there are none, or when they are old although work was going on.</summary>
    internal JsonObject Read()
    {
        var status = ReadFile() ?? new JsonObject { ["state"] = "unknown" };
        // A Worker that stopped in the middle leaves its last word behind: it must not look like work in progress.
        if (status["state"]?.GetValue<string>() is "running" or "publishing" or "loading" && IsStale(status))
            status["state"] = "unknown";
        return status;
    }

    private JsonObject? ReadFile()
    {
        var path = Path.Combine(data.Value.FullPath, "status.json");
        try
        {
            return File.Exists(path) ? JsonNode.Parse(File.ReadAllBytes(path)) as JsonObject : null;
        }
        catch (Exception error) when (error is JsonException or IOException)
        {
            Log.ProgressUnreadable(logger, error.Message);
            return null;
        }
    }

    private bool IsStale(JsonObject status) =>
        status["updated"]?.GetValue<DateTimeOffset>() is not { } updated || clock.GetUtcNow() - updated > s_stale;
}
