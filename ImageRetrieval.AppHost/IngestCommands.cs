using System.Net.Http.Json;
using System.Text.Json;

namespace ImageRetrieval.AppHost;

/// <summary>The Worker's commands as buttons of the dashboard, each with a message about the result.</summary>
internal static class IngestCommands
{
    internal static IResourceBuilder<ProjectResource> WithIngestCommands(this IResourceBuilder<ProjectResource> worker, AppHostOptions options) => worker
        .WithCommand("pause", "pause-ingest", "Pause the ingest", "Pause", "Downloads and embedding stop after the images in progress. Searches are not affected.", options, _ => "The ingest is paused.")
        .WithCommand("resume", "resume-ingest", "Resume the ingest", "Play", "Continues a paused ingest.", options, _ => "The ingest is running.")
        .WithCommand("retry", "retry-failed", "Retry failed images", "ArrowClockwise", "Downloads and embeds every failed image again.", options,
            answer => answer.GetProperty("images").GetInt64() is var images and > 0 ? $"Retrying {images:N0} failed images." : "No images have failed: there is nothing to retry.")
        .WithCommand("rebuild", "rebuild-index", "Rebuild the index", "DatabaseArrowUp", "Rebuilds the index of every model from the stored embeddings, without downloading or embedding.", options,
            answer => $"Rebuilding the index of {string.Join(", ", answer.GetProperty("models").EnumerateArray())}.");

    private static IResourceBuilder<ProjectResource> WithCommand(
        this IResourceBuilder<ProjectResource> worker, string path, string name, string displayName, string icon, string description, AppHostOptions options, Func<JsonElement, string> describe) =>
        worker.WithHttpCommand($"/status/{path}", displayName, commandName: name, commandOptions: new HttpCommandOptions
        {
            IconName = icon,
            IconVariant = IconVariant.Regular,
            Description = description,
            IsHighlighted = path is "pause" or "resume",
            PrepareRequest = context =>
            {
                context.Request.Headers.Add("X-Api-Key", options.StatusKey);
                return Task.CompletedTask;
            },
            GetCommandResult = context => ResultAsync(context, describe),
        });

    private static async Task<ExecuteCommandResult> ResultAsync(HttpCommandResultContext context, Func<JsonElement, string> describe)
    {
        var response = context.Response;
        return response.IsSuccessStatusCode
            ? CommandResults.Success(describe(await response.Content.ReadFromJsonAsync<JsonElement>(context.CancellationToken)))
            : CommandResults.Failure($"The Worker rejected the command with status {(int)response.StatusCode}.");
    }
}
