using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace ImageRetrieval.ServiceDefaults;

/// <summary>Which requests leave a trace.</summary>
public static class TraceExtensions
{
    /// <summary>
    /// Records no spans of these endpoints, nor of what other services do on their behalf. It is for what a page asks for
    /// by the dozen, such as thumbnails, and for health probes: they would bury the searches. Metrics still count them.
    /// </summary>
    public static TBuilder ExcludeFromTraces<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder
    {
        builder.Finally(endpoint =>
        {
            if (endpoint.RequestDelegate is not { } handle)
                return;
            endpoint.RequestDelegate = context =>
            {
                DoNotRecord(context.Features.Get<IHttpActivityFeature>()?.Activity);
                return handle(context);
            };
        });
        return builder;
    }

    // Before anything is done for the request, so that child spans and further services inherit it.
    private static void DoNotRecord(Activity? span)
    {
        if (span is null)
            return;
        span.IsAllDataRequested = false;
        span.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
    }
}
