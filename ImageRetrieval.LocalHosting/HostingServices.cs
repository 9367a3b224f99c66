using ImageRetrieval.LocalHosting.Dashboard;
using ImageRetrieval.LocalHosting.Health;
using ImageRetrieval.LocalHosting.Lifecycle;
using ImageRetrieval.LocalHosting.Processes;
using ImageRetrieval.LocalHosting.Telemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ImageRetrieval.LocalHosting;

/// <summary>The composition of the engine.</summary>
internal static class HostingServices
{
    public static void Add(
        HostApplicationBuilder builder, IReadOnlyList<IResource> resources, DistributedApplicationExecutionContext context, IReadOnlyList<ParameterResource> parameters, bool disableDashboard)
    {
        var services = builder.Services;
        services.AddSingleton(resources);
        services.AddSingleton(context);
        services.AddSingleton(new ParameterCheck(parameters));
        services.AddSingleton(_ => Bind<LocalHostingOptions>(builder.Configuration, LocalHostingOptions.Section, options => options.Check()));
        services.AddSingleton(_ => Bind<DashboardOptions>(builder.Configuration, DashboardOptions.Section, options => options.Check()));
        services.AddSingleton(provider => provider.GetRequiredService<LocalHostingOptions>().Health);
        services.AddSingleton(_ => new ResourceNotificationService());
        services.AddSingleton<HealthProbe>();
        services.AddSingleton<HealthWatch>();
        services.AddSingleton<DependencyGate>();
        services.AddSingleton<ProcessLauncher>();
        services.AddSingleton<RunnerServices>();
        services.AddSingleton<Orchestrator>();
        services.AddSingleton<ReadyAnnouncement>();
        services.AddSingleton<OtlpReceiver>();
        if (!disableDashboard)
        {
            services.AddSingleton(provider => provider.GetRequiredService<DashboardOptions>().Telemetry);
            services.AddSingleton<TelemetryStore>();
            services.AddSingleton<TelemetryJournal>();
            services.AddSingleton<UsageWatch>();
            services.AddSingleton<DashboardAccess>();
            services.AddSingleton<DashboardServer>();
        }
    }

    private static T Bind<T>(ConfigurationManager configuration, string section, Action<T> check)
        where T : new()
    {
        try
        {
            var options = configuration.GetSection(section).Get<T>() ?? new T();
            check(options);
            return options;
        }
        catch (InvalidOperationException exception)
        {
            // The binder's message names the key, the value and the type.
            throw new DistributedApplicationException(exception.Message, exception);
        }
    }
}
