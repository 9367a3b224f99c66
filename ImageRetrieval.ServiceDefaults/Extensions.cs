using ImageRetrieval.ServiceDefaults.Health;
using ImageRetrieval.ServiceDefaults.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace ImageRetrieval.ServiceDefaults;

/// <summary>The defaults that all services share, under the names that Aspire uses.</summary>
public static class Extensions
{
    private const string LiveTag = "live";

    /// <summary>Adds telemetry, health checks, service discovery, resilience, and the services of <see cref="AllowedHostsExtensions.UseAllowedHosts"/>.</summary>
    public static TBuilder AddServiceDefaults<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddQuietLogging();
        builder.AddTelemetry();
        builder.AddAllowedHosts();
        builder.Services.AddServiceDiscovery();
        builder.Services.ConfigureHttpClientDefaults(client =>
        {
            client.AddResilience(builder.Configuration);
            client.AddServiceDiscovery();
        });
        builder.Services.AddHealthChecks().AddCheck("self", () => HealthCheckResult.Healthy(), [LiveTag]);
        return builder;
    }

    /// <summary>Maps <c>/health</c> (the service is ready) and <c>/alive</c> (the process responds).</summary>
    public static WebApplication MapDefaultEndpoints(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.MapHealthChecks("/health", new HealthCheckOptions { ResponseWriter = HealthResponse.WriteAsync }).OpenToProbes();
        app.MapHealthChecks("/alive", new HealthCheckOptions
        {
            ResponseWriter = HealthResponse.WriteAsync,
            Predicate = check => check.Tags.Contains(LiveTag),
        }).OpenToProbes();
        return app;
    }

    // Probes have no key and are so frequent that they would bury other traces.
    private static void OpenToProbes(this IEndpointConventionBuilder health) => health.AllowAnonymous().DisableRateLimiting().ExcludeFromTraces();
}
