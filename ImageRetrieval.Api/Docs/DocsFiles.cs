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

    // No option of ReDoc turns these off. It shows a logo from another host: a data address that is not a picture makes it show
    // none. It tests whether it may compile text, for a search in a worker, which our policy forbids: without the test it searches
    // in the page, as it does after a failed test.
    private static readonly (string Found, string Instead)[] s_redocEdits =
    [
        ("https://cdn.redoc.ly/redoc/logo-mini-full.svg", "data:,"),
        ("https://cdn.redoc.ly/redoc/logo-mini.svg", "data:,"),
        ("e._factory??=Function(gFe),!0", "!1"),
    ];

    private static readonly Assembly s_own = typeof(DocsFiles).Assembly;
    private static readonly Assembly s_swagger = typeof(SwaggerUIOptions).Assembly;
    private static readonly Assembly s_redoc = typeof(ReDocOptions).Assembly;

    private static readonly Dictionary<string, Lazy<DocsFile>> s_files = new(StringComparer.Ordinal)
    {
        ["swagger.html"] = new(() => DocsFile.Load(s_own, ".swagger.html", Html)),
        ["swagger.js"] = new(() => DocsFile.Load(s_own, ".swagger.js", JavaScript)),
        ["swagger.css"] = new(() => DocsFile.Load(s_own, ".swagger.css", Css)),
        ["swagger-ui.css"] = new(() => DocsFile.Load(s_swagger, ".swagger-ui.css", Css)),
        ["swagger-ui-bundle.js"] = new(() => DocsFile.Load(s_swagger, ".swagger-ui-bundle.js", JavaScript)),
        // A page without its own icon requests /favicon.ico, which does not exist.
        ["favicon-32x32.png"] = new(() => DocsFile.Load(s_swagger, ".favicon-32x32.png", "image/png")),
        ["redoc.html"] = new(() => DocsFile.Load(s_own, ".redoc.html", Html)),
        ["redoc.css"] = new(() => DocsFile.Load(s_own, ".redoc.css", Css)),
        ["redoc.standalone.js"] = new(() => DocsFile.Load(s_redoc, ".redoc.standalone.js", JavaScript, EditRedoc)),
    };

    /// <summary>The file of that name; null when there is none.</summary>
    internal static DocsFile? Find(string name) => s_files.TryGetValue(name, out var file) ? file.Value : null;

    private static string EditRedoc(string script) => s_redocEdits.Aggregate(script, (text, edit) => text.Contains(edit.Found, StringComparison.Ordinal)
        ? text.Replace(edit.Found, edit.Instead, StringComparison.Ordinal)
        : throw new InvalidOperationException($"ReDoc's script no longer contains '{edit.Found}': check in a browser what /redoc requests, then change {nameof(DocsFiles)}."));
}
