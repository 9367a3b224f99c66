using ImageRetrieval.ServiceDefaults.Routing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ImageRetrieval.ServiceDefaults;

/// <summary>Route values exactly as the client sent them.</summary>
public static class ExactRouteValuesExtensions
{
    /// <summary>Corrects route values that contain an escaped slash; see <see cref="PathSegment"/>. Must run after routing.</summary>
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
        // The in-memory server has no raw address.
        if (context.Features.Get<IHttpRequestFeature>()?.RawTarget is not { Length: > 0 } target)
            return;
        foreach (var (name, value) in context.Request.RouteValues.ToArray())
        {
            if (value is string text)
                context.Request.RouteValues[name] = PathSegment.Exact(text, target);
        }
    }
}
