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

    private const string Failures = """{"total":6,"failures":[{"line":17,"id":"633755","url":"https://photos.example/3694014992.jpg","host":"photos.example","state":"retryable","reason":"http_5xx","detail":"The server answered with status 503.","list":"photos.csv","lastTry":"2026-03-01T12:00:00+00:00","nextTry":"2026-03-01T12:10:00+00:00"}],"reasons":{"http_5xx":6},"hosts":[{"host":"photos.example","failed":6,"reasons":{"http_5xx":6}}],"retried":{"images":6,"waiting":0,"stored":0,"failed":6}}""";

    internal static void MapIngest(this IEndpointRouteBuilder routes)
    {
        var ingest = routes.MapGroup("/v1/ingest").RequireAuthorization(ApiRoles.Ingest).WithTags("ingest");
        ingest.MapGet("", IngestAsync).Named("getIngest", "Get the progress", "The progress of the ingest.").WithExamples("""{"state":"running","total":295,"indexed":120,"failed":2}""");
        ingest.MapGet("/stream", Stream).Named("streamIngest", "Stream the progress", "The progress of the ingest as server-sent events: an event 'status' with the same JSON whenever it changes.").DisableRequestTimeout();

        var commands = ingest.MapGroup("").AddEndpointFilter<Refusals>().AddEndpointFilter<CommandAccess>();
        commands.MapGet("/failures", FailuresAsync).Named("listFailures", "List failures", "Rows and images that failed, in the order of lists and lines, a page at a time, and the outcome of the latest retry.")
            .WithExamples(Failures, [(400, "limit is 500 and offset 0; limit must be 1..200, offset 0 or more."), .. s_problems]);
        commands.MapPost("/retry", RetryAsync).Named("retryFailures", "Retry failures", "Retries failed images: all, or only those with a reason, of a host, or both; or one image.")
            .Accepted("""{"images":2}""").WithExamples(null, [(400, "Unknown reason 'bad_luck'; /status lists the reasons that occur."), .. s_problems]);
        commands.MapPost("/pause", PauseAsync).Named("pauseIngest", "Pause", "Pauses the ingest after the images in progress.")
            .Accepted("""{"paused":true}""").WithExamples(null, s_problems);
        commands.MapPost("/resume", ResumeAsync).Named("resumeIngest", "Resume", "Resumes the ingest.")
            .Accepted("""{"paused":false}""").WithExamples(null, s_problems);
        commands.MapPost("/rebuild", RebuildAsync).Named("rebuildSnapshots", "Rebuild snapshots", "Rebuilds every model's snapshot from the stored embeddings.")
            .Accepted("""{"models":["resnet50"]}""").WithExamples(null, s_problems);
        commands.MapPost("/pin", PinAsync).Named("pinSnapshot", "Pin a snapshot", "Goes back to a published version of a model's index, or on to the newest one.").WithSample("model", "resnet18")
            .Accepted("""{"model":"resnet50","version":"00000006"}""").WithExamples(null, [(404, "Model 'resnet50' has no snapshot '00000001', or no longer keeps it."), .. s_problems]);
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
        [Description("Only this image; without reason and host.")] string? id = null,
        CancellationToken token = default) => SendAsync(worker, "/status/retry" + Query(("reason", reason), ("host", host), ("id", id)), token);

    private static async Task<Ok<JsonObject>> FailuresAsync(
        WorkerCommands worker,
        [Description("Only failures with this reason, such as http_5xx.")] string? reason = null,
        [Description("Only failures of this host, as in hosts; empty for local files.")] string? host = null,
        [Description("Failures to return, 1..200.")] int limit = 50,
        [Description("Failures to skip.")] int offset = 0,
        CancellationToken token = default) => TypedResults.Ok(await worker.ReadAsync(
            "/status/failures" + Query(("reason", reason), ("host", host), ("limit", Number(limit)), ("offset", Number(offset))), token));

    private static Task<Accepted<JsonObject>> PauseAsync(WorkerCommands worker, CancellationToken token) => SendAsync(worker, "/status/pause", token);

    private static Task<Accepted<JsonObject>> ResumeAsync(WorkerCommands worker, CancellationToken token) => SendAsync(worker, "/status/resume", token);

    private static Task<Accepted<JsonObject>> RebuildAsync(WorkerCommands worker, CancellationToken token) => SendAsync(worker, "/status/rebuild", token);

    private static Task<Accepted<JsonObject>> PinAsync(
        WorkerCommands worker,
        [Description("The model.")] string model,
        [Description("The version, as in GET /v1/snapshots: it is used and kept although newer ones are published. Without it, the newest is used again.")] string? version = null,
        CancellationToken token = default) => SendAsync(worker, "/status/pin" + Query(("model", model), ("version", version)), token);

    private static async Task<Accepted<JsonObject>> SendAsync(WorkerCommands worker, string command, CancellationToken token) =>
        TypedResults.Accepted("/v1/ingest", await worker.SendAsync(command, token));

    private static string Number(int value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static QueryString Query(params (string Name, string? Value)[] given) =>
        QueryString.Create(given.Where(pair => pair.Value is not null).Select(pair => KeyValuePair.Create(pair.Name, pair.Value)));
}
