using System.Net.NetworkInformation;

namespace ImageRetrieval.AppHost;

/// <summary>Finds ports that other programs use. Checked before anything starts, because the services would fail one by one.</summary>
internal static class PortCheck
{
    /// <returns>One sentence for each port in use.</returns>
    internal static IReadOnlyList<string> Problems(IDistributedApplicationBuilder builder)
    {
        var listening = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Select(listener => listener.Port).ToHashSet();
        return [.. Wanted(builder)
            .Where(wanted => listening.Contains(wanted.Port))
            .Select(wanted => $"Port {wanted.Port}, which '{wanted.Name}' needs, is already in use by another program: stop that program, then start again.")];
    }

    private static IEnumerable<(string Name, int Port)> Wanted(IDistributedApplicationBuilder builder)
    {
        // Only a run on the documented addresses can collide; tests let Aspire choose free ports.
        if (bool.TryParse(builder.Configuration["DcpPublisher:RandomizePorts"], out var random) && random)
            return [];
        var services = builder.Resources
            .SelectMany(resource => resource.Annotations.OfType<EndpointAnnotation>().Select(endpoint => (resource.Name, Port: endpoint.Port ?? 0)));
        return services.Append(("dashboard", new Uri(builder.Configuration["ASPNETCORE_URLS"]!.Split(';')[0]).Port)).Where(wanted => wanted.Port != 0).Distinct();
    }
}
