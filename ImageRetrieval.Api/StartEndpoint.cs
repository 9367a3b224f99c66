using Microsoft.AspNetCore.Http.HttpResults;

namespace ImageRetrieval.Api;

/// <summary><c>GET /</c>: for users who open the address in a browser: the list of endpoints.</summary>
internal static class StartEndpoint
{
    private static readonly SortedDictionary<string, string> s_routes = new(StringComparer.Ordinal)
    {
        ["GET /docs"] = "the description as a page, to try out",
        ["GET /openapi/v1.json"] = "the description of this service",
        ["GET /redoc"] = "the description as a page, to read",
        ["GET /v1/facets"] = "the columns of the images and their values",
        ["GET /v1/images"] = "the indexed images",
        ["GET /v1/ingest"] = "how far the indexing is",
        ["GET /v1/models"] = "the models and their indexes",
        ["GET /v1/snapshots"] = "the versions of the indexes",
        ["GET /v1/stats"] = "sizes, ages, recall and latency",
        ["POST /predict"] = "the indexed images most similar to an uploaded one",
        ["POST /v1/embeddings"] = "the embeddings of pictures",
        ["POST /v1/ingest/retry"] = "failed images are tried again; /pause, /resume and /rebuild beside it",
        ["POST /v1/search"] = "by pictures, ids, embeddings, or several of these",
        ["POST /v1/search/batch"] = "up to 64 searches at once",
    };

    internal static void MapStart(this IEndpointRouteBuilder routes) => routes.MapGet("/", Start).AllowAnonymous().ExcludeFromDescription();

    private static Ok<StartAnswer> Start() => TypedResults.Ok(new StartAnswer("ImageRetrieval Api", s_routes));

    private sealed record StartAnswer(string Service, IReadOnlyDictionary<string, string> Routes);
}
