using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace ImageRetrieval.LocalHosting.Dashboard;

/// <summary>Turns a login code into a session cookie: by the printed address, or by the form.</summary>
internal static class LoginEndpoint
{
    private const long MaximumFormBytes = 4096;

    public static void MapLogin(this IEndpointRouteBuilder app, Action onLogin)
    {
        app.MapGet("/login", (HttpContext context, DashboardAccess access, string? t) => LogIn(context, access, t, onLogin));
        app.MapPost("/login", async (HttpContext context, DashboardAccess access) =>
            LogIn(context, access, await ReadCodeAsync(context).ConfigureAwait(false), onLogin));
    }

    private static FileStreamHttpResult LogIn(HttpContext context, DashboardAccess access, string? code, Action onLogin)
    {
        var printed = access.Code;
        if (access.TryLogIn(Code(code)) is not { } session)
            return RequestGuard.IsAllowed(context) ? Welcome() : Assets.File(code is null ? "login.html" : "refused.html", "text/html; charset=utf-8");

        context.Response.Cookies.Append(RequestGuard.CookieName(context), session, new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Strict,
            Path = "/",
            IsEssential = true,
        });
        if (access.Code != printed)
            onLogin();
        return Welcome();
    }

    // A page that goes on by itself, not a redirect: after a click in a web page (a terminal in a browser, a chat) the
    // redirect would still count as coming from there, and the strict cookie would not be sent.
    private static FileStreamHttpResult Welcome() => Assets.File("welcome.html", "text/html; charset=utf-8");

    // People paste the whole address as well as the code.
    private static string? Code(string? text) => text?.Split("t=")[^1].Trim();

    private static async Task<string?> ReadCodeAsync(HttpContext context)
    {
        if (!context.Request.HasFormContentType || context.Request.ContentLength is null or > MaximumFormBytes)
            return "";
        var form = await context.Request.ReadFormAsync(context.RequestAborted).ConfigureAwait(false);
        return form["t"];
    }
}
