using System.Diagnostics;
using ImageRetrieval.ServiceDefaults.Health;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace ImageRetrieval.ServiceDefaults.Telemetry;

/// <summary>Names server spans after their route (<c>GET /v1/images/{id}</c>) and leaves health probes out.</summary>
internal sealed class ServerSpanFilter : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(NameSpanAsync);
        next(app);
    };

    private static async Task NameSpanAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Features.Get<IHttpActivityFeature>()?.Activity is not { } span)
        {
            await next(context);
            return;
        }

        if (HealthPaths.IsProbe(context.Request.Path))
        {
            // Not recorded: no exporter takes it, nor what is done on its behalf.
            span.IsAllDataRequested = false;
            span.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
        }

        await next(context);
        var status = context.Response.StatusCode;
        span.SetTag("http.response.status_code", status);
        if (status >= StatusCodes.Status500InternalServerError)
            span.SetStatus(ActivityStatusCode.Error);
        if (context.GetEndpoint() is RouteEndpoint { RoutePattern.RawText: { } route })
        {
            span.SetTag("http.route", route);
            span.DisplayName = $"{context.Request.Method} {(route.StartsWith('/') ? route : "/" + route)}";
        }
        else
        {
            span.DisplayName = context.Request.Method;
        }
    }
}
