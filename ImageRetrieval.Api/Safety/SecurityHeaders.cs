using Microsoft.Extensions.Options;

namespace ImageRetrieval.Api.Safety;

/// <summary>Headers that keep a browser from taking an answer for anything else than what it is.</summary>
internal sealed class SecurityHeaders(IOptions<SafetyOptions> options) : IMiddleware
{
    // Pictures are shown by pages of other origins only where those are named.
    private readonly string _resourcePolicy = options.Value.Origins.Count > 0 ? "cross-origin" : "same-origin";

    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        // At the last moment: the handler of errors clears what was set before.
        context.Response.OnStarting(() =>
        {
            var headers = context.Response.Headers;
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "no-referrer";
            headers["Cross-Origin-Resource-Policy"] = _resourcePolicy;
            if (headers.ContentSecurityPolicy.Count == 0)
                headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'; sandbox";
            return Task.CompletedTask;
        });
        return next(context);
    }
}
