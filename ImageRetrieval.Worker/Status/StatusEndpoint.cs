using ImageRetrieval.Worker.Catalog;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ImageRetrieval.Worker.Status;

/// <summary><c>GET /status</c>: the run's progress, its failures by reason and the first of them one by one.</summary>
internal static class StatusEndpoint
{
    private const int MostFailures = 1000;

    internal static void MapStatus(this IEndpointRouteBuilder routes) => routes.MapGet("/status", Status);

    private static Ok<IngestStatus> Status(StatusBoard status, ImageCatalog catalog)
    {
        status.SetReasons(catalog.Reasons());
        return TypedResults.Ok(status.Read(catalog.Failures(MostFailures)));
    }
}
