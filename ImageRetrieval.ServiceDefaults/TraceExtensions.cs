using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Features;

namespace ImageRetrieval.ServiceDefaults;

/// <summary>Chooses which requests are traced.</summary>
public static class TraceExtensions
{
    /// <summary>
    /// Excludes requests to these endpoints, and the requests that they cause in other services, from tracing: thumbnails, of which
    /// a page loads dozens, and health probes would bury the searches. Metrics still include them.
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

    // Before the request is processed, so that child spans and other services inherit it.
    private static void DoNotRecord(Activity? span)
    {
        if (span is null)
            return;
        span.IsAllDataRequested = false;
        span.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
    }
}
