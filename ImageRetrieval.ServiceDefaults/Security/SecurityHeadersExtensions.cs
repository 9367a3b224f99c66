using ImageRetrieval.ServiceDefaults.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ImageRetrieval.ServiceDefaults;

/// <summary>Security headers on every answer.</summary>
public static class SecurityHeadersExtensions
{
    /// <summary>Sends the <see cref="SecurityHeaders"/> that are registered as a service with every answer, errors included.</summary>
    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app)
    {
        ArgumentNullException.ThrowIfNull(app);
        return app.Use((context, next) =>
        {
            // Resolved per request, not at startup: an invalid option is then reported by the service's start, in one sentence.
            var headers = context.RequestServices.GetRequiredService<SecurityHeaders>();
            // Set at the last moment, because the exception handler clears headers that were set earlier.
            context.Response.OnStarting(() =>
            {
                Set(context.Response.Headers, headers);
                return Task.CompletedTask;
            });
            return next(context);
        });
    }

    private static void Set(IHeaderDictionary answer, SecurityHeaders headers)
    {
        if (answer.ContentSecurityPolicy.Count == 0)
            answer.ContentSecurityPolicy = headers.ContentSecurityPolicy;
        answer.XContentTypeOptions = "nosniff";
        answer["Referrer-Policy"] = headers.ReferrerPolicy;
        if (headers.OpenerPolicy is { } opener)
            answer["Cross-Origin-Opener-Policy"] = opener;
        answer["Cross-Origin-Resource-Policy"] = headers.ResourcePolicy;
        if (headers.PermissionsPolicy is { } permissions)
            answer["Permissions-Policy"] = permissions;
    }
}
