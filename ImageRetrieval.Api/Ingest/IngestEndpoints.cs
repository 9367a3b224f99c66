using System.ComponentModel;
using System.Text.Json.Nodes;
using ImageRetrieval.Api.Docs;
using ImageRetrieval.Api.Safety;
using ImageRetrieval.ServiceDefaults.Security;
using ImageRetrieval.ServiceDefaults.Streaming;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace ImageRetrieval.Api.Ingest;

/// <summary><c>/v1/ingest</c>: the Worker's progress, once or as a stream of events, and commands to it.</summary>
internal static class IngestEndpoints
{
    private static readonly (int Status, string Detail)[] s_problems =
    [
        (403, CommandSender.ForeignPageRefusal),
        (503, "The Worker's address is unknown: start the system with the AppHost, or set Worker:Address."),
    ];

    internal static void MapIngest(this IEndpointRouteBuilder routes)
    {
        var ingest = routes.MapGroup("/v1/ingest").RequireAuthorization(ApiRoles.Ingest).WithTags("ingest");
        ingest.MapGet("", IngestAsync).WithName("ingest").WithSummary("The progress of the ingest.").WithExamples("""{"state":"running","total":295,"indexed":120,"failed":2}""");
        ingest.MapGet("/stream", Stream).WithName("ingestStream").WithSummary("The progress of the ingest as server-sent events: an event 'status' with the same JSON whenever it changes.").DisableRequestTimeout();

        var commands = ingest.MapGroup("").AddEndpointFilter<Refusals>().AddEndpointFilter<CommandAccess>();
        commands.MapPost("/retry", RetryAsync).WithName("ingestRetry").WithSummary("Retries failed images: all, or only those with a reason, of a host, or both.")
            .Accepted("""{"images":2}""").WithExamples(null, [(400, "Unknown reason 'bad_luck'; /status lists the reasons that occur."), .. s_problems]);
        commands.MapPost("/pause", PauseAsync).WithName("ingestPause").WithSummary("Pauses the ingest after the images in progress.")
            .Accepted("""{"paused":true}""").WithExamples(null, s_problems);
        commands.MapPost("/resume", ResumeAsync).WithName("ingestResume").WithSummary("Resumes the ingest.")
            .Accepted("""{"paused":false}""").WithExamples(null, s_problems);
        commands.MapPost("/rebuild", RebuildAsync).WithName("ingestRebuild").WithSummary("Rebuilds every model's snapshot from the stored embeddings.")
            .Accepted("""{"models":["resnet50"]}""").WithExamples(null, s_problems);
    }

    private static async Task<Ok<JsonObject>> IngestAsync(WorkerProgress progress, CancellationToken token) => TypedResults.Ok(await progress.ReadAsync(token));

    private static ServerSentEventsResult<JsonObject> Stream(HttpRequest request, WorkerProgress progress, IOptions<WorkerOptions> options, TimeProvider clock, IHostApplicationLifetime lifetime, CancellationToken token)
    {
        var events = PeriodicEvents.ReadAsync(
            progress.ReadAsync, TimeSpan.FromSeconds(options.Value.StreamSeconds), clock, lifetime, JsonNode.DeepEquals, token);
        // Without a body, no client would wait for further events.
        return TypedResults.ServerSentEvents(HttpMethods.IsHead(request.Method) ? events.Take(1) : events, eventType: "status");
    }

    private static Task<Accepted<JsonObject>> RetryAsync(
        WorkerCommands worker,
        [Description("Only failures with this reason, such as http_5xx.")] string? reason = null,
        [Description("Only images of this host.")] string? host = null,
        CancellationToken token = default) => SendAsync(worker, "/status/retry" + Query(("reason", reason), ("host", host)), token);

    private static Task<Accepted<JsonObject>> PauseAsync(WorkerCommands worker, CancellationToken token) => SendAsync(worker, "/status/pause", token);

    private static Task<Accepted<JsonObject>> ResumeAsync(WorkerCommands worker, CancellationToken token) => SendAsync(worker, "/status/resume", token);

    private static Task<Accepted<JsonObject>> RebuildAsync(WorkerCommands worker, CancellationToken token) => SendAsync(worker, "/status/rebuild", token);

    private static async Task<Accepted<JsonObject>> SendAsync(WorkerCommands worker, string command, CancellationToken token) =>
        TypedResults.Accepted("/v1/ingest", await worker.SendAsync(command, token));

    private static QueryString Query(params (string Name, string? Value)[] given) =>
        QueryString.Create(given.Where(pair => pair.Value is not null).Select(pair => KeyValuePair.Create(pair.Name, pair.Value)));
}
