using ImageRetrieval.LocalHosting.Telemetry;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ImageRetrieval.LocalHosting.Dashboard;

/// <summary>
/// Refuses requests that another web site had a browser send: under a foreign host name (DNS rebinding), or from a foreign
/// origin. Everything under /api also needs a session or the token.
/// </summary>
internal static class RequestGuard
{
    public const string TokenHeader = "x-dashboard-token";

    private static readonly string[] s_hosts = ["localhost", "127.0.0.1", "[::1]"];

    public static Task CheckAsync(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        if (!s_hosts.Contains(request.Host.Host, StringComparer.OrdinalIgnoreCase))
            return RefuseAsync(context, StatusCodes.Status400BadRequest, "The dashboard answers under the names localhost, 127.0.0.1 and [::1] only.");
        if (request.Path.StartsWithSegments(OtlpEndpoints.Path, StringComparison.OrdinalIgnoreCase))
            return CheckSenderAsync(context, next);
        if (!IsOwnOrigin(request))
            return RefuseAsync(context, StatusCodes.Status403Forbidden, "The request comes from another web site.");
        if (request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase) && !IsAllowed(context))
            return RefuseAsync(context, StatusCodes.Status401Unauthorized, $"Log in with the address that the AppHost printed, or send the header {TokenHeader}.");
        return next(context);
    }

    public static bool IsAllowed(HttpContext context)
    {
        var access = context.RequestServices.GetRequiredService<DashboardAccess>();
        return access.IsToken(context.Request.Headers[TokenHeader]) || access.IsSession(context.Request.Cookies[CookieName(context)]);
    }

    /// <summary>Cookies do not know ports; two dashboards on one machine must not sign each other out.</summary>
    public static string CookieName(HttpContext context) => $"dashboard-{context.Request.Host.Port ?? 80}";

    // Telemetry comes from programs that were given the key; a page of any site would name its origin.
    private static Task CheckSenderAsync(HttpContext context, RequestDelegate next)
    {
        var headers = context.Request.Headers;
        if (headers.Origin.Count > 0)
            return RefuseAsync(context, StatusCodes.Status403Forbidden, "Telemetry is taken from programs, not from web pages.");
        return context.RequestServices.GetRequiredService<OtlpReceiver>().IsKey(headers[OtlpReceiver.KeyHeader])
            ? next(context)
            : RefuseAsync(context, StatusCodes.Status401Unauthorized, $"Send the header {OtlpReceiver.KeyHeader} with the key that the AppHost gives its resources.");
    }

    private static bool IsOwnOrigin(HttpRequest request)
    {
        var origin = request.Headers.Origin.ToString();
        if (origin.Length > 0)
            return string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);
        // Browsers name the origin of everything that can change state; a program that does not must show its token.
        return HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)
            || request.HttpContext.RequestServices.GetRequiredService<DashboardAccess>().IsToken(request.Headers[TokenHeader]);
    }

    private static Task RefuseAsync(HttpContext context, int status, string message)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsync(message, context.RequestAborted);
    }
}
