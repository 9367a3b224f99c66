using ImageRetrieval.ServiceDefaults.Routing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ImageRetrieval.ServiceDefaults;

/// <summary>Values of routes that are what the client wrote.</summary>
public static class ExactRouteValuesExtensions
{
    /// <summary>Corrects values of routes that hold an escaped slash; see <see cref="PathSegment"/>. Comes after routing.</summary>
    public static IApplicationBuilder UseExactRouteValues(this IApplicationBuilder app)
    {
        ArgumentNullException.ThrowIfNull(app);
        return app.Use((context, next) =>
        {
            Correct(context);
            return next(context);
        });
    }

    private static void Correct(HttpContext context)
    {
        // A server in memory has no address as it was sent.
        if (context.Features.Get<IHttpRequestFeature>()?.RawTarget is not { Length: > 0 } target)
            return;
        foreach (var (name, value) in context.Request.RouteValues.ToArray())
        {
            if (value is string text)
                context.Request.RouteValues[name] = PathSegment.Exact(text, target);
        }
    }
}
