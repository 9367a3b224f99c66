using System.Runtime.InteropServices;
using ImageRetrieval.LocalHosting.Dashboard;
using ImageRetrieval.LocalHosting.Lifecycle;
using ImageRetrieval.LocalHosting.Output;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ImageRetrieval.LocalHosting;

/// <summary>The application: its resources run from <see cref="StartAsync"/> to <see cref="StopAsync"/>.</summary>
public sealed class DistributedApplication : IHost, IAsyncDisposable
{
    private readonly IHost _host;
    private readonly CancellationTokenSource _announcing = new();
    private Orchestrator? _orchestrator;
    private DashboardServer? _dashboard;
    private Task _announcement = Task.CompletedTask;
    private readonly bool _isUnderTest;
    private readonly TaskCompletionSource _disposed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _interrupts;
    private int _disposals;

    internal DistributedApplication(IHost host, bool isUnderTest = false)
    {
        _host = host;
        _isUnderTest = isUnderTest;
    }

    public IServiceProvider Services => _host.Services;

    public ResourceNotificationService ResourceNotifications => Services.GetRequiredService<ResourceNotificationService>();

    private IHostApplicationLifetime Lifetime => Services.GetRequiredService<IHostApplicationLifetime>();

    private HostConsole Console => Services.GetRequiredService<HostConsole>();

    public static IDistributedApplicationBuilder CreateBuilder() => CreateBuilder([]);

    public static IDistributedApplicationBuilder CreateBuilder(string[] args) => CreateBuilder(new DistributedApplicationOptions { Args = args });

    public static IDistributedApplicationBuilder CreateBuilder(DistributedApplicationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new DistributedApplicationBuilder(options);
    }

    public void Run() => RunAsync().GetAwaiter().GetResult();

    /// <summary>Runs until Ctrl+C (a second one kills what has not stopped yet) or SIGTERM. What makes running impossible is said in a sentence, with exit code 1.</summary>
    public async Task RunAsync(CancellationToken cancellationToken = default)
    {
        // A test starts and stops it; the program that built it only waits for the end.
        if (_isUnderTest)
        {
            await _disposed.Task.ConfigureAwait(false);
            return;
        }

        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, StopOnSignal);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, StopOrKill);
        try
        {
            await StartAsync(cancellationToken).ConfigureAwait(false);
            await WaitForShutdownAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (DistributedApplicationException exception)
        {
            Fail(exception.Message);
        }
        finally
        {
            await StopAsync(CancellationToken.None).ConfigureAwait(false);
            if (_orchestrator?.Failure is { } failure)
                Fail(failure);
            await DisposeAsync().ConfigureAwait(false);
        }
    }

    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        var orchestrator = Services.GetRequiredService<Orchestrator>();
        orchestrator.Prepare();
        Console.Register(Services.GetRequiredService<IReadOnlyList<IResource>>().SelectMany(ReplicaName.All));
        _dashboard = Services.GetService<DashboardServer>();
        if (_dashboard is not null)
            await _dashboard.StartAsync(cancellationToken).ConfigureAwait(false);
        _orchestrator = orchestrator;
        orchestrator.Start(Lifetime.StopApplication);
        await _host.StartAsync(cancellationToken).ConfigureAwait(false);
        _announcement = Services.GetRequiredService<ReadyAnnouncement>().RunAsync(() => _dashboard?.LoginUrl, _announcing.Token);
    }

    /// <summary>Stops the resources, dependents first, and then the dashboard.</summary>
    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        await _announcing.CancelAsync().ConfigureAwait(false);
        await _announcement.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_orchestrator is not null)
            await _orchestrator.StopAsync().ConfigureAwait(false);
        if (_dashboard is not null)
            await _dashboard.StopAsync(cancellationToken).ConfigureAwait(false);
        await _host.StopAsync(cancellationToken).ConfigureAwait(false);
    }

    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposals, 1) != 0)
            return;
        if (_isUnderTest)
            await StopAsync(CancellationToken.None).ConfigureAwait(false);
        _disposed.TrySetResult();
        _announcing.Dispose();
        await ((IAsyncDisposable)_host).DisposeAsync().ConfigureAwait(false);
    }

    private async Task WaitForShutdownAsync(CancellationToken cancellationToken)
    {
        var stopping = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var asked = Lifetime.ApplicationStopping.Register(() => stopping.TrySetResult());
        using var cancelled = cancellationToken.Register(() => stopping.TrySetResult());
        await stopping.Task.ConfigureAwait(false);
    }

    private void StopOnSignal(PosixSignalContext context)
    {
        context.Cancel = true;
        Lifetime.StopApplication();
    }

    private void StopOrKill(PosixSignalContext context)
    {
        StopOnSignal(context);
        if (Interlocked.Increment(ref _interrupts) > 1)
            _orchestrator?.KillNow();
    }

    private void Fail(string message)
    {
        foreach (var line in message.Split(Environment.NewLine))
            Console.Write(HostConsole.OwnName, "error: " + line);
        Environment.ExitCode = 1;
    }
}
