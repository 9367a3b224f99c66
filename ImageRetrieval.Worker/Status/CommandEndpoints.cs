using ImageRetrieval.Collection.Catalog;
using ImageRetrieval.Collection.Publishing;
using ImageRetrieval.ServiceDefaults.Text;
using ImageRetrieval.Vision.Embedding;
using ImageRetrieval.Worker.Ingest;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace ImageRetrieval.Worker.Status;

/// <summary><c>POST /status/retry</c>, <c>/status/pause</c>, <c>/status/resume</c>, <c>/status/rebuild</c> and <c>/status/pin</c>.</summary>
internal static class CommandEndpoints
{
    internal static void MapCommands(this IEndpointRouteBuilder routes)
    {
        var commands = routes.MapGroup("/status").AddEndpointFilter<CommandAccess>().AddEndpointFilter<CommandDeadline>();
        commands.MapGet("/failures", FailureEndpoint.ListAsync);
        commands.MapPost("/retry", RetryAsync);
        commands.MapPost("/pause", Pause);
        commands.MapPost("/resume", Resume);
        commands.MapPost("/rebuild", Rebuild);
        commands.MapPost("/pin", PinAsync);
    }

    /// <summary>Retries failed images: all, or only those with a reason, of a host, or both; or one image.</summary>
    private static async Task<Results<Ok<RetryAnswer>, ProblemHttpResult>> RetryAsync(ICatalog catalog, WorkSignal work, ILoggerFactory loggers, string? reason = null, string? host = null, string? id = null, CancellationToken token = default)
    {
        var isKnown = FailureReasons.TryParse(reason ?? "", out var known);
        if (reason is not null && !isKnown)
            return TypedResults.Problem($"Unknown reason '{reason}'; /status lists the reasons that occur.", statusCode: StatusCodes.Status400BadRequest);
        if (id is not null && (reason ?? host) is not null)
            return TypedResults.Problem("id selects one image: send it without reason and host.", statusCode: StatusCodes.Status400BadRequest);
        var images = id is null ? await catalog.RetryAsync(isKnown ? known : null, host, token) : await catalog.RetryImageAsync(id, token);
        if (images > 0)
            work.Request();
        LogCommand(loggers, $"retry {images} images (reason {reason ?? "any"}, host {host ?? "any"}, id {id ?? "any"})");
        return TypedResults.Ok(new RetryAnswer(images));
    }

    private static Ok<PauseAnswer> Pause(PauseGate gate, StatusBoard status, ILoggerFactory loggers)
    {
        gate.Pause();
        status.Paused = true;
        LogCommand(loggers, "pause");
        return TypedResults.Ok(new PauseAnswer(true));
    }

    private static Ok<PauseAnswer> Resume(PauseGate gate, StatusBoard status, ILoggerFactory loggers)
    {
        gate.Resume();
        status.Paused = false;
        LogCommand(loggers, "resume");
        return TypedResults.Ok(new PauseAnswer(false));
    }

    /// <summary>Every model's snapshot is rebuilt from the stored embeddings; nothing is downloaded or embedded for it.</summary>
    private static Ok<RebuildAnswer> Rebuild(WorkSignal work, IOptions<VisionOptions> vision, ILoggerFactory loggers)
    {
        work.RequestRebuild();
        LogCommand(loggers, "rebuild");
        return TypedResults.Ok(new RebuildAnswer(vision.Value.ModelNames));
    }

    /// <summary>A published version of a model's index is used although newer ones are published; without one, the newest is used again.</summary>
    private static async Task<Results<Ok<PinAnswer>, ProblemHttpResult>> PinAsync(IPublishing publishing, IOptions<VisionOptions> vision, ILoggerFactory loggers, string model, string? version = null, CancellationToken token = default)
    {
        if (!vision.Value.ModelNames.Contains(model))
            return TypedResults.Problem($"There is no model '{Shortened.To(model, 100)}'; the models are {string.Join(", ", vision.Value.ModelNames)}.", statusCode: StatusCodes.Status400BadRequest);
        if (!await publishing.PinAsync(model, version, token))
            return TypedResults.Problem($"Model '{model}' has no snapshot '{Shortened.To(version!, 50)}', or no longer keeps it.", statusCode: StatusCodes.Status404NotFound);
        LogCommand(loggers, $"pin {model} to {version ?? "the newest snapshot"}");
        return TypedResults.Ok(new PinAnswer(model, version));
    }

    private static void LogCommand(ILoggerFactory loggers, string command) => Log.Command(loggers.CreateLogger(typeof(CommandEndpoints)), command);
}
