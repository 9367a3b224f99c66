using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace ImageRetrieval.LocalHosting.Dashboard;

/// <summary>The pages, script and style, from the assembly. None of them holds a secret.</summary>
internal static class Assets
{
    public static void MapAssets(this IEndpointRouteBuilder app)
    {
        app.MapGet("/", (HttpContext context) => File(RequestGuard.IsAllowed(context) ? "index.html" : "login.html", "text/html; charset=utf-8"));
        app.MapGet("/app.js", () => File("app.js", "text/javascript; charset=utf-8"));
        app.MapGet("/ansi.js", () => File("ansi.js", "text/javascript; charset=utf-8"));
        app.MapGet("/style.css", () => File("style.css", "text/css; charset=utf-8"));
        app.MapGet("/icon.svg", () => File("icon.svg", "image/svg+xml"));
    }

    public static FileStreamHttpResult File(string name, string contentType) =>
        TypedResults.Stream(typeof(Assets).Assembly.GetManifestResourceStream($"dashboard/{name}")!, contentType);
}
