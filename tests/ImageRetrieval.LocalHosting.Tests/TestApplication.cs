using ImageRetrieval.LocalHosting.Dashboard;
using ImageRetrieval.LocalHosting.Lifecycle;
using ImageRetrieval.LocalHosting.Output;
using ImageRetrieval.LocalHosting.Processes;
using ImageRetrieval.LocalHosting.Telemetry;
using Microsoft.Extensions.DependencyInjection;

namespace ImageRetrieval.LocalHosting.Tests;

/// <summary>An application in this process, with real child processes on free ports.</summary>
internal sealed class TestApplication : IAsyncDisposable
{
    public const string Token = "a-token-for-the-tests-only";

    private readonly DistributedApplication _app;

    private TestApplication(DistributedApplication app) => _app = app;

    public ConsoleLogs Logs => _app.Services.GetRequiredService<ConsoleLogs>();

    public ResourceNotificationService States => _app.ResourceNotifications;

    public DashboardServer Dashboard => _app.Services.GetRequiredService<DashboardServer>();

    public DashboardAccess Access => _app.Services.GetRequiredService<DashboardAccess>();

    public TelemetryStore Telemetry => _app.Services.GetRequiredService<TelemetryStore>();

    public OtlpReceiver Receiver => _app.Services.GetRequiredService<OtlpReceiver>();

    public HttpClient Http { get; } = new() { Timeout = TestDeadline.Default };

    public static IDistributedApplicationBuilder CreateBuilder(params string[] args)
    {
        var builder = DistributedApplication.CreateBuilder(
        [
            "--LocalHosting:RandomizePorts=true",
            "--LocalHosting:Restart:FirstDelay=00:00:00.05",
            "--LocalHosting:Restart:MaximumDelay=00:00:00.2",
            "--LocalHosting:Health:FirstInterval=00:00:00.05",
            "--dashboard-port=0",
            $"--Dashboard:Token={Token}",
            .. args,
        ]);
        builder.Services.AddSingleton(new HostConsole(TextWriter.Null, colored: false));
        return builder;
    }

    public static async Task<TestApplication> StartAsync(IDistributedApplicationBuilder builder)
    {
        var app = new TestApplication(builder.Build());
        await app._app.StartAsync(TestDeadline.Token);
        return app;
    }

    /// <summary>Runs a command as the dashboard does.</summary>
    public async Task<ExecuteCommandResult> ExecuteAsync(string name, string command)
    {
        var result = await _app.Services.GetRequiredService<Orchestrator>().ExecuteAsync(name, command, _app.Services, TestDeadline.Token);
        Assert.NotNull(result);
        return result;
    }

    public LaunchDetails Details(string name) => _app.Services.GetRequiredService<ProcessLauncher>().Details(name)!;

    public ResourceSnapshot State(string name) => States.Get(name);

    public Task<ResourceSnapshot> WaitAsync(string name, Func<ResourceSnapshot, bool> condition) =>
        States.WaitAsync(name, condition, TestDeadline.Token);

    public Task ReadyAsync(string name) => States.WaitForResourceHealthyAsync(name, TestDeadline.Token);

    public Uri Address(string name, string path) => new(new Uri(State(name).Urls[0].Url), path);

    public Task<string> GetAsync(string name, string path) => Http.GetStringAsync(Address(name, path));

    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        Http.Dispose();
    }
}
