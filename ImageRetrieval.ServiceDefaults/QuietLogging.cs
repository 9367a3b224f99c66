using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.Hosting;

namespace ImageRetrieval.ServiceDefaults;

/// <summary>
/// The frameworks log several lines for each incoming and outgoing request, which would bury the service's own messages. These
/// levels are the lowest layer of the configuration, so appsettings, environment and command line override them.
/// </summary>
internal static class QuietLogging
{
    internal static void AddQuietLogging(this IHostApplicationBuilder builder) => builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource
    {
        InitialData = new Dictionary<string, string?>
        {
            ["Logging:LogLevel:Microsoft.AspNetCore"] = "Warning",
            ["Logging:LogLevel:System.Net.Http.HttpClient"] = "Warning",
            ["Logging:LogLevel:Polly"] = "Warning",
            // A degraded service gives the reason in /health; a line for every probe would bury everything else.
            ["Logging:LogLevel:Microsoft.Extensions.Diagnostics.HealthChecks"] = "Critical",
        },
    });
}
