using System.Runtime.CompilerServices;
using ImageRetrieval.ServiceDefaults;
using ImageRetrieval.Collection.Catalog;
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
        TypedResults.ServerSentEvents(Events(status, TimeSpan.FromSeconds(options.Value.StreamSeconds), clock, lifetime.ApplicationStopping, token), eventType: "status");

    private static async IAsyncEnumerable<IngestStatus> Events(StatusBoard status, TimeSpan period, TimeProvider clock, CancellationToken stopping, [EnumeratorCancellation] CancellationToken token)
    {
        // A stream does not end by itself: without this, stopping the service would wait for its readers.
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, token);
        using var timer = new PeriodicTimer(period, clock);
        do
            yield return status.Read();
        while (await TickAsync(timer, either.Token));
    }

    private static async ValueTask<bool> TickAsync(PeriodicTimer timer, CancellationToken token)
    {
        try
        {
            return await timer.WaitForNextTickAsync(token);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
