using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Features;

namespace ImageRetrieval.ServiceDefaults;

/// <summary>The server's limit for request bodies.</summary>
public static class MaxRequestBodyExtensions
{
    /// <summary>Limits the body of every request.</summary>
    /// <param name="app">The service.</param>
    /// <param name="maxBytes">The limit in bytes, from the service's options. Read per request: at startup, an invalid option would throw before it is reported in a sentence.</param>
    public static IApplicationBuilder UseMaxRequestBody(this IApplicationBuilder app, Func<IServiceProvider, long> maxBytes)
    {
        ArgumentNullException.ThrowIfNull(app);
        return app.Use((context, next) =>
        {
            if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
                limit.MaxRequestBodySize = maxBytes(context.RequestServices);
            return next(context);
        });
    }
}
