using ImageRetrieval.ServiceDefaults;
using ImageRetrieval.ServiceDefaults.Streaming;
using ImageRetrieval.Worker.Catalog;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace ImageRetrieval.Worker.Status;

/// <summary>
/// <c>GET /status</c>: the run's progress, its failures by reason and host and the first of them one by one;
/// <c>GET /status/stream</c>: the progress as server-sent events.
/// </summary>
internal static class StatusEndpoint
{
    private const int MostFailures = 1000;
    private const int MostHosts = 100;

    internal static void MapStatus(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/status", Status).ExcludeFromTraces();
        routes.MapGet("/status/stream", Stream).ExcludeFromTraces();
        routes.MapCommands();
    }

    private static Ok<IngestStatus> Status(StatusBoard status, ImageCatalog catalog)
    {
        status.SetReasons(catalog.Reasons(), catalog.DamagedCount());
        return TypedResults.Ok(status.Read(catalog.Failures(MostFailures), catalog.FailuresByHost(MostHosts), catalog.Damaged(MostFailures)));
    }

    private static ServerSentEventsResult<IngestStatus> Stream(StatusBoard status, IOptions<StatusOptions> options, TimeProvider clock, IHostApplicationLifetime lifetime, CancellationToken token) =>
        TypedResults.ServerSentEvents(
            PeriodicEvents.ReadAsync(_ => ValueTask.FromResult(status.Read()), TimeSpan.FromSeconds(options.Value.StreamSeconds), clock, lifetime, token: token), eventType: "status");
}
