using System.Reflection;
using Swashbuckle.AspNetCore.ReDoc;
using Swashbuckle.AspNetCore.SwaggerUI;

namespace ImageRetrieval.Api.Docs;

/// <summary>The files of <c>/docs</c> and <c>/redoc</c>: our own pages, and the scripts that the Swashbuckle packages embed. Each is read at its first request.</summary>
internal static class DocsFiles
{
    private const string Html = "text/html; charset=utf-8";
    private const string Css = "text/css; charset=utf-8";
    private const string JavaScript = "text/javascript; charset=utf-8";

    // ReDoc shows a logo from here, and no option turns that off. An address of data that is no picture makes it show none.
    private const string LogoHost = "https://cdn.redoc.ly/redoc/";
    private static readonly string[] s_logos = [LogoHost + "logo-mini-full.svg", LogoHost + "logo-mini.svg"];

    private static readonly Assembly s_own = typeof(DocsFiles).Assembly;
    private static readonly Assembly s_swagger = typeof(SwaggerUIOptions).Assembly;
    private static readonly Assembly s_redoc = typeof(ReDocOptions).Assembly;

    private static readonly Dictionary<string, Lazy<DocsFile>> s_files = new(StringComparer.Ordinal)
    {
        ["swagger.html"] = new(() => DocsFile.Load(s_own, ".swagger.html", Html)),
        ["swagger.js"] = new(() => DocsFile.Load(s_own, ".swagger.js", JavaScript)),
        ["swagger-ui.css"] = new(() => DocsFile.Load(s_swagger, ".swagger-ui.css", Css)),
        ["swagger-ui-bundle.js"] = new(() => DocsFile.Load(s_swagger, ".swagger-ui-bundle.js", JavaScript)),
        // Without an icon of its own a page asks for /favicon.ico, which is not there.
        ["favicon-32x32.png"] = new(() => DocsFile.Load(s_swagger, ".favicon-32x32.png", "image/png")),
        ["redoc.html"] = new(() => DocsFile.Load(s_own, ".redoc.html", Html)),
        ["redoc.css"] = new(() => DocsFile.Load(s_own, ".redoc.css", Css)),
        ["redoc.standalone.js"] = new(() => DocsFile.Load(s_redoc, ".redoc.standalone.js", JavaScript, WithoutLogo)),
    };

    /// <summary>The file of that name; null when there is none.</summary>
    internal static DocsFile? Find(string name) => s_files.TryGetValue(name, out var file) ? file.Value : null;

    private static string WithoutLogo(string script) => s_logos.Aggregate(script, (text, logo) => text.Contains(logo, StringComparison.Ordinal)
        ? text.Replace(logo, "data:,", StringComparison.Ordinal)
        : throw new InvalidOperationException($"ReDoc's script no longer names {logo}: check in a browser whether it asks another host, then change {nameof(DocsFiles)}."));
}
