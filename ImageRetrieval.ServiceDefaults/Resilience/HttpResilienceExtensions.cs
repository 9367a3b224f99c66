using ImageRetrieval.ServiceDefaults.Resilience;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace ImageRetrieval.ServiceDefaults;

/// <summary>Resilience of HTTP clients: all have it, and one can do without.</summary>
public static class HttpResilienceExtensions
{
    /// <summary>
    /// Takes the default time limits and retries from this client, which brings its own. Service discovery stays.
    /// </summary>
    public static IHttpClientBuilder RemoveAllResilienceHandlers(this IHttpClientBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.ConfigureAdditionalHttpMessageHandlers(static (handlers, _) =>
        {
            for (var index = handlers.Count - 1; index >= 0; index--)
            {
                if (handlers[index] is HttpResilienceHandler)
                    handlers.RemoveAt(index);
            }
        });
    }

    internal static void AddHttpResilience(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<HttpResilienceOptions>().BindConfiguration(HttpResilienceOptions.Section).ValidateOnStart();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<HttpResilienceOptions>, HttpResilienceOptionsValidator>());
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.TryAddSingleton<HttpResiliencePipeline>();
        builder.Services.TryAddTransient<HttpResilienceHandler>();
        builder.Services.ConfigureHttpClientDefaults(client => client.AddHttpMessageHandler<HttpResilienceHandler>());
    }
}
