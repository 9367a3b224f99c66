namespace ImageRetrieval.Portal.Security;

/// <summary>
/// Refuses what other sites' pages post to this one. Browsers say where a request comes from; programs that say nothing
/// are let through, because they act for nobody but themselves.
/// </summary>
internal static class SameOriginPosts
{
    public static void UseSameOriginPosts(this WebApplication app) => app.Use((context, next) =>
    {
        if (!HttpMethods.IsPost(context.Request.Method) || ComesFromHere(context.Request))
            return next(context);
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return context.Response.WriteAsync("This form belongs to another site.");
    });

    private static bool ComesFromHere(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site.Length > 0)
            return site is "same-origin" or "none";
        var origin = request.Headers.Origin.ToString();
        // Only the host is compared: behind a proxy that ends TLS the scheme differs.
        return origin.Length == 0 || (Uri.TryCreate(origin, UriKind.Absolute, out var uri)
            && string.Equals(uri.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase));
    }
}
