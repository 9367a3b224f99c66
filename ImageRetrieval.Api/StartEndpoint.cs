using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Metadata;

namespace ImageRetrieval.Api;

/// <summary><c>GET /</c>: for users who open the address in a browser: the list of endpoints.</summary>
internal static class StartEndpoint
{
    internal static void MapStart(this IEndpointRouteBuilder routes) => routes.MapGet("/", Start).AllowAnonymous().ExcludeFromDescription();

    private static Ok<StartAnswer> Start(EndpointDataSource endpoints) => TypedResults.Ok(new StartAnswer("ImageRetrieval Api", Describe(endpoints)));

    /// <summary>Each documented endpoint with its description, and where the documentation is.</summary>
    private static SortedDictionary<string, string> Describe(EndpointDataSource endpoints)
    {
        var described = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["GET /docs"] = "The documentation, with forms to try out requests.",
            ["GET /openapi/v1.json"] = "The documentation as an OpenAPI document.",
            ["GET /redoc"] = "The documentation as one page to read.",
        };
        foreach (var endpoint in endpoints.Endpoints.OfType<RouteEndpoint>().Where(IsDescribed))
        {
            foreach (var method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods.Where(method => !HttpMethods.IsHead(method)))
                described[$"{method} {RouteOf(endpoint)}"] = endpoint.Metadata.GetMetadata<IEndpointDescriptionMetadata>()!.Description;
        }

        return described;
    }

    private static string RouteOf(RouteEndpoint endpoint) => '/' + endpoint.RoutePattern.RawText!.Trim('/');

    private static bool IsDescribed(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<IEndpointDescriptionMetadata>() is not null
        && endpoint.Metadata.GetMetadata<IExcludeFromDescriptionMetadata>() is not { ExcludeFromDescription: true };

    private sealed record StartAnswer(string Service, IReadOnlyDictionary<string, string> Routes);
}
