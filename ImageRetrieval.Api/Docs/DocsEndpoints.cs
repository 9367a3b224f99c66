using Microsoft.AspNetCore.Http.HttpResults;

namespace ImageRetrieval.Api.Docs;

/// <summary><c>/docs</c> and <c>/redoc</c>: the description of the service as pages, from files that ship with it.</summary>
internal static class DocsEndpoints
{
    private static readonly Dictionary<string, string> s_files = new(StringComparer.Ordinal)
    {
        ["redoc.standalone.js"] = "text/javascript",
        ["swagger-ui-bundle.js"] = "text/javascript",
        ["swagger-ui.css"] = "text/css",
        ["swagger.js"] = "text/javascript",
    };

    // Both pages write styles into the document; scripts come from files alone, and nothing comes from elsewhere.
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    internal static void MapDocs(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/docs", (HttpResponse response) => Page(response, "swagger.html")).ExcludeFromDescription();
        routes.MapGet("/redoc", (HttpResponse response) => Page(response, "redoc.html")).ExcludeFromDescription();
        routes.MapGet("/docs/{file}", File).ExcludeFromDescription();
    }

    private static PhysicalFileHttpResult Page(HttpResponse response, string file)
    {
        response.Headers.ContentSecurityPolicy = Policy;
        return TypedResults.PhysicalFile(PathOf(file), "text/html; charset=utf-8");
    }

    private static Results<PhysicalFileHttpResult, NotFound> File(string file) =>
        s_files.TryGetValue(file, out var type) ? TypedResults.PhysicalFile(PathOf(file), type) : TypedResults.NotFound();

    private static string PathOf(string file) => Path.Combine(AppContext.BaseDirectory, "docs", file);
}
