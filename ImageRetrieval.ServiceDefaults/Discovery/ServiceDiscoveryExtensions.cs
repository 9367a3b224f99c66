using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace ImageRetrieval.ServiceDefaults.Discovery;

internal static class ServiceDiscoveryExtensions
{
    public static void AddServiceDiscovery(this IHostApplicationBuilder builder)
    {
        builder.Services.TryAddSingleton<ServiceEndpoints>();
        builder.Services.TryAddTransient<ServiceDiscoveryHandler>();
        builder.Services.ConfigureHttpClientDefaults(client => client.AddHttpMessageHandler<ServiceDiscoveryHandler>());
    }
}
