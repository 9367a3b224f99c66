using System.Reflection;
using ImageRetrieval.LocalHosting.Output;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ImageRetrieval.LocalHosting;

internal sealed class DistributedApplicationBuilder : IDistributedApplicationBuilder
{
    private readonly HostApplicationBuilder _inner;
    private readonly bool _disableDashboard;

    public DistributedApplicationBuilder(DistributedApplicationOptions options)
    {
        _disableDashboard = options.DisableDashboard;
        AppHostDirectory = FindAppHostDirectory(options.AssemblyName);
        _inner = new HostApplicationBuilder(new HostApplicationBuilderSettings
        {
            Args = options.Args,
            ContentRootPath = AppHostDirectory,
        });
        if (Configuration["dashboard-port"] is { } port)
            Configuration.AddInMemoryCollection([new($"{Dashboard.DashboardOptions.Section}:{nameof(Dashboard.DashboardOptions.Port)}", port)]);
        _inner.Logging.ClearProviders();
        _inner.Logging.AddFilter(null, LogLevel.Warning);
        _inner.Logging.AddFilter("ImageRetrieval.LocalHosting", LogLevel.Information);
        _inner.Services.AddSingleton(TimeProvider.System);
        _inner.Services.AddSingleton<HostConsole>();
        _inner.Services.AddSingleton<ConsoleLogs>();
        _inner.Services.AddSingleton<ILoggerProvider, HostConsoleLoggerProvider>();
        _inner.Services.Configure<ConsoleLifetimeOptions>(lifetime => lifetime.SuppressStatusMessages = true);
    }

    public ConfigurationManager Configuration => _inner.Configuration;

    public string AppHostDirectory { get; }

    public IHostEnvironment Environment => _inner.Environment;

    public IServiceCollection Services => _inner.Services;

    public DistributedApplicationExecutionContext ExecutionContext { get; } = new();

    public IResourceCollection Resources { get; } = new ResourceCollection();

    public IResourceBuilder<T> AddResource<T>(T resource)
        where T : IResource
    {
        Resources.Add(resource);
        return new ResourceBuilder<T>(this, resource);
    }

    public DistributedApplication Build()
    {
        var run = Testing.InterceptedRun.Current;
        run?.Pause(this);
        HostingServices.Add(_inner, [.. Resources.Where(resource => resource is not IResourceWithoutLifetime)], ExecutionContext, [.. Resources.OfType<ParameterResource>()], _disableDashboard);
        var application = new DistributedApplication(_inner.Build(), isUnderTest: run is not null);
        run?.HandOver(application);
        return application;
    }

    // The build writes the project's path into the AppHost's assembly (LocalAppHost.targets).
    private static string FindAppHostDirectory(string? assemblyName)
    {
        var assembly = assemblyName is null ? Testing.InterceptedRun.Current?.Assembly ?? Assembly.GetEntryAssembly() : Assembly.Load(assemblyName);
        var directory = assembly?.GetCustomAttributes<AssemblyMetadataAttribute>()
            .FirstOrDefault(attribute => attribute.Key == "apphostprojectpath")?.Value;
        return Directory.Exists(directory) ? directory : Directory.GetCurrentDirectory();
    }
}
