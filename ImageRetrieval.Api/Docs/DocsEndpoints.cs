using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace ImageRetrieval.Api.Docs;

/// <summary><c>/docs</c> and <c>/redoc</c>: the description of the service as pages, from files that ship with it.</summary>
internal static class DocsEndpoints
{
    // Both pages write styles into the document; scripts come from files alone, and nothing comes from another host.
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    internal static void MapDocs(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/docs", (HttpContext http) => Page(http, "swagger.html")).AllowAnonymous().ExcludeFromDescription();
        routes.MapGet("/redoc", (HttpContext http) => Page(http, "redoc.html")).AllowAnonymous().ExcludeFromDescription();
        routes.MapGet("/docs/{file}", File).AllowAnonymous().ExcludeFromDescription();
    }

    private static Results<FileContentHttpResult, NotFound> Page(HttpContext http, string file)
    {
        http.Response.Headers.ContentSecurityPolicy = Policy;
        return File(file, http);
    }

    // A new version of the service has other files under the same names, so caches revalidate each time.
    private static Results<FileContentHttpResult, NotFound> File(string file, HttpContext http)
    {
        if (DocsFiles.Find(file) is not { } found)
            return TypedResults.NotFound();
        var headers = http.Response.Headers;
        headers.CacheControl = "no-cache";
        headers.Vary = HeaderNames.AcceptEncoding;
        if (!AcceptsGzip(http.Request.Headers.AcceptEncoding))
            return TypedResults.File(found.Plain, found.ContentType, entityTag: found.PlainTag);
        headers.ContentEncoding = "gzip";
        return TypedResults.File(found.Gzip, found.ContentType, entityTag: found.GzipTag);
    }

    private static bool AcceptsGzip(StringValues accepted) => StringWithQualityHeaderValue.TryParseList(accepted, out var encodings)
        && encodings.Any(encoding => encoding.Value.Equals("gzip", StringComparison.OrdinalIgnoreCase) && encoding.Quality is not 0);
}
