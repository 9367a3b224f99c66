using System.Text.Json.Nodes;
using ImageRetrieval.Collection.Progress;

namespace ImageRetrieval.Api.Ingest;

/// <summary>The Worker's progress, as it reports it itself every second: the two programs need not know each other.</summary>
internal sealed class WorkerProgress(IProgressReader reader, TimeProvider clock)
{
    private static readonly TimeSpan s_stale = TimeSpan.FromSeconds(15);

    /// <summary>The Worker's report; <c>state</c> is <c>unknown</c> when there is none, or when it is old although work was in progress.</summary>
    internal async ValueTask<JsonObject> ReadAsync(CancellationToken token)
    {
        var status = await reader.ReadAsync(token) ?? new JsonObject { ["state"] = "unknown" };
        // A Worker that stopped in the middle leaves its last report behind: it must not look like work in progress.
        if (status["state"]?.GetValue<string>() is "running" or "publishing" or "loading" && IsStale(status))
            status["state"] = "unknown";
        return status;
    }

    private bool IsStale(JsonObject status) =>
        status["updated"]?.GetValue<DateTimeOffset>() is not { } updated || clock.GetUtcNow() - updated > s_stale;
}
