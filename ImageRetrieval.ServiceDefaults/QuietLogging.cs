using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.Hosting;

namespace ImageRetrieval.ServiceDefaults;

/// <summary>
/// The frameworks write several lines for each request, in and out; that drowns what the service itself says. These
/// levels are the lowest layer of the configuration, so appsettings, environment and command line win.
/// </summary>
internal static class QuietLogging
{
    public static void AddQuietLogging(this IHostApplicationBuilder builder) => builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource
    {
        InitialData = new Dictionary<string, string?>
        {
            ["Logging:LogLevel:Microsoft.AspNetCore"] = "Warning",
            ["Logging:LogLevel:System.Net.Http.HttpClient"] = "Warning",
            ["Logging:LogLevel:Polly"] = "Warning",
            // A degraded service says why in /health; a line for every probe would bury everything else.
            ["Logging:LogLevel:Microsoft.Extensions.Diagnostics.HealthChecks"] = "Critical",
        },
    });
}
