using Microsoft.AspNetCore.Http.HttpResults;

namespace ImageRetrieval.Api;

/// <summary><c>GET /</c>: for whoever opens the address in a browser, where to go from here.</summary>
internal static class StartEndpoint
{
    private static readonly SortedDictionary<string, string> s_routes = new(StringComparer.Ordinal)
    {
        ["GET /openapi/v1.json"] = "the description of this service",
        ["GET /v1/images"] = "the indexed images",
        ["GET /v1/ingest"] = "how far the indexing is",
        ["GET /v1/models"] = "the models and their indexes",
        ["POST /predict"] = "the indexed images most similar to an uploaded one",
    };

    internal static void MapStart(this IEndpointRouteBuilder routes) => routes.MapGet("/", Start).ExcludeFromDescription();

    private static Ok<StartAnswer> Start() => TypedResults.Ok(new StartAnswer("ImageRetrieval Api", s_routes));

    private sealed record StartAnswer(string Service, IReadOnlyDictionary<string, string> Routes);
}
