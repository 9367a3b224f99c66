using ImageRetrieval.Collection.Catalog;
using ImageRetrieval.ServiceDefaults;
using ImageRetrieval.ServiceDefaults.Streaming;
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
        routes.MapGet("/status", StatusAsync).ExcludeFromTraces();
        routes.MapGet("/status/stream", Stream).ExcludeFromTraces();
        routes.MapCommands();
    }

    private static async Task<Ok<IngestStatus>> StatusAsync(StatusBoard status, ICatalogReport report, CancellationToken token)
    {
        await status.ShowReasonsAsync(report, token);
        return TypedResults.Ok(status.Read(await report.FailuresAsync(MostFailures, token), await report.FailuresByHostAsync(MostHosts, token), await report.DamagedAsync(MostFailures, token)));
    }

    private static ServerSentEventsResult<IngestStatus> Stream(StatusBoard status, IOptions<StatusOptions> options, TimeProvider clock, IHostApplicationLifetime lifetime, CancellationToken token) =>
        TypedResults.ServerSentEvents(
            PeriodicEvents.ReadAsync(_ => ValueTask.FromResult(status.Read()), TimeSpan.FromSeconds(options.Value.StreamSeconds), clock, lifetime, token: token), eventType: "status");
}
