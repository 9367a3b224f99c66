using System.Net;
using ImageRetrieval.LocalHosting.Lifecycle;
using ImageRetrieval.LocalHosting.Output;
using ImageRetrieval.LocalHosting.Processes;
using ImageRetrieval.LocalHosting.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ImageRetrieval.LocalHosting.Dashboard;

/// <summary>The web server of the dashboard, on the loopback interface only.</summary>
internal sealed class DashboardServer(
    DashboardOptions options,
    DashboardAccess access,
    ResourceNotificationService states,
    ConsoleLogs logs,
    TelemetryStore telemetry,
    TelemetryJournal journal,
    OtlpReceiver receiver,
    UsageWatch usage,
    Orchestrator orchestrator,
    ProcessLauncher launcher,
    IServiceProvider services,
    HostConsole console,
    IHostEnvironment environment,
    ILoggerFactory loggers) : IAsyncDisposable
{
    private static readonly TimeSpan s_stopTimeout = TimeSpan.FromSeconds(2);
    private WebApplication? _app;

    public int Port { get; private set; }

    public string LoginUrl => FormattableString.Invariant($"http://localhost:{Port}/login?t={access.Code}");

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Port != 0 && LoopbackPort.IsTaken(options.Port))
            throw new DistributedApplicationException(
                $"Port {options.Port}, which the dashboard is to listen on, is taken by another program (perhaps this application already runs): "
                + "stop that program, or choose another port with --dashboard-port (0 takes any free one).");
        journal.Open();
        _app = Build();
        await _app.StartAsync(cancellationToken).ConfigureAwait(false);
        var address = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        Port = new Uri(address).Port;
        receiver.Url = FormattableString.Invariant($"http://localhost:{Port}{OtlpEndpoints.Path}");
        usage.Start();
        console.WriteBlock([$"  Dashboard: {LoginUrl}"]);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_app is not null)
            await _app.StopAsync(cancellationToken).ConfigureAwait(false);
        await usage.StopAsync().ConfigureAwait(false);
    }

    public ValueTask DisposeAsync() => _app?.DisposeAsync() ?? ValueTask.CompletedTask;

    private WebApplication Build()
    {
        // An empty builder: the dashboard must not listen where ASPNETCORE_URLS of the AppHost's environment says.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            if (options.Port == 0)
                kestrel.Listen(IPAddress.Loopback, 0);
            else
                kestrel.ListenLocalhost(options.Port);
        });
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton(loggers);
        builder.Services.AddSingleton(DashboardTitle.Of(environment.ApplicationName));
        builder.Services.AddSingleton(access);
        builder.Services.AddSingleton(states);
        builder.Services.AddSingleton(logs);
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(telemetry);
        builder.Services.AddSingleton(journal);
        builder.Services.AddSingleton(receiver);
        builder.Services.AddSingleton(usage);
        builder.Services.AddSingleton(orchestrator);
        builder.Services.AddSingleton(launcher);
        builder.Services.AddSingleton(new HostServices(services));
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = s_stopTimeout);

        var app = builder.Build();
        app.Use(SecurityHeaders.AddAsync);
        app.Use(RequestGuard.CheckAsync);
        app.UseRouting();
        app.MapAssets();
        app.MapLogin(PrintNextLogin);
        app.MapResources();
        app.MapStream();
        app.MapOtlp();
        app.MapTraces();
        app.MapLogs();
        app.MapMetrics();
        app.MapSearch();
        return app;
    }

    private void PrintNextLogin() => console.Write(HostConsole.OwnName, $"A browser has opened the dashboard. For another one: {LoginUrl}");
}
