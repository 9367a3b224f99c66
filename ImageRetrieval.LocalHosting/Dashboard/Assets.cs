using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace ImageRetrieval.LocalHosting.Dashboard;

/// <summary>The pages, script and style, from the assembly. None of them holds a secret.</summary>
internal static class Assets
{
    private const string Script = "text/javascript; charset=utf-8";
    private const string Style = "text/css; charset=utf-8";

    private static readonly (string Name, string ContentType)[] s_files =
    [
        ("theme.js", Script), ("app.js", Script), ("live.js", Script), ("dom.js", Script), ("ansi.js", Script), ("chart.js", Script), ("graph.js", Script),
        ("resources.js", Script), ("console.js", Script), ("logs.js", Script), ("traces.js", Script), ("trace.js", Script), ("metrics.js", Script), ("search.js", Script),
        ("uplot.js", Script), ("uplot.css", Style), ("style.css", Style), ("icon.svg", "image/svg+xml"),
    ];

    public static void MapAssets(this IEndpointRouteBuilder app)
    {
        app.MapGet("/", (HttpContext context) => File(RequestGuard.IsAllowed(context) ? "index.html" : "login.html", "text/html; charset=utf-8"));
        foreach (var (name, contentType) in s_files)
            app.MapGet($"/{name}", () => File(name, contentType));
    }

    public static FileStreamHttpResult File(string name, string contentType) =>
        TypedResults.Stream(typeof(Assets).Assembly.GetManifestResourceStream($"dashboard/{name}")!, contentType);
}
