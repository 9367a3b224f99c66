using ImageRetrieval.LocalHosting.Health;
using ImageRetrieval.LocalHosting.Processes;
using Microsoft.Extensions.Logging;

namespace ImageRetrieval.LocalHosting.Lifecycle;

/// <summary>Takes one resource through its life: waiting, running, restarting, stopping.</summary>
internal sealed class ResourceRunner(
    IResource resource,
    RunnerServices services,
    LocalHostingOptions options,
    bool isAwaitedJob,
    Action<string> reportFatal,
    ILogger logger) : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly RestartBackOff _backOff = new(options.Restart);
    private volatile ChildProcess? _child;
    private Task _life = Task.CompletedTask;

    public void Start() => _life = Task.Run(LiveAsync);

    /// <summary>Stops the process, by force if it must be, and ends the resource's life.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _life.ConfigureAwait(false);
    }

    public void KillNow()
    {
        _stop.Cancel();
        _child?.KillTree();
    }

    public void Dispose() => _stop.Dispose();

    private async Task LiveAsync()
    {
        try
        {
            if (await services.Gate.WaitAsync(resource, _stop.Token).ConfigureAwait(false) is { } reason)
                Fail(reason);
            else
                await RunAndRestartAsync().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The application stops; what ran has been stopped where it ran.
        }
        catch (DistributedApplicationException exception)
        {
            Fail(exception.Message);
            reportFatal(exception.Message);
        }
    }

    private async Task RunAndRestartAsync()
    {
        for (var attempt = 0; ; attempt++)
        {
            var end = await RunOnceAsync(isFirst: attempt == 0).ConfigureAwait(false);
            var restarts = options.Restart.Enabled && !isAwaitedJob && end.ExitCode != 0 && !_stop.IsCancellationRequested;
            var delay = restarts ? _backOff.Next(end.ReadyFor) : TimeSpan.Zero;
            Update(snapshot => snapshot with
            {
                State = end.ExitCode switch { null => KnownResourceStates.FailedToStart, 0 => KnownResourceStates.Finished, _ => KnownResourceStates.Exited },
                StateReason = restarts ? $"{end.Reason}; starts again in {delay.TotalSeconds:0.#} s" : end.Reason,
                ProcessId = null,
                Health = null,
                ReadyAt = null,
                ExitCode = end.ExitCode,
                IsFinal = !restarts,
            });
            if (!restarts)
                return;

            Log.Restarts(logger, resource.Name, end.Reason, delay.TotalSeconds);
            await Task.Delay(delay, _stop.Token).ConfigureAwait(false);
            Update(snapshot => snapshot with { Restarts = snapshot.Restarts + 1 });
        }
    }

    private async Task<RunEnd> RunOnceAsync(bool isFirst)
    {
        Update(snapshot => snapshot with { State = KnownResourceStates.Starting, StateReason = null, ExitCode = null });
        ChildProcess child;
        try
        {
            child = services.Launcher.Start(resource);
        }
        catch (DistributedApplicationException exception) when (!isFirst)
        {
            return new RunEnd(null, exception.Message, TimeSpan.Zero);
        }

        using (child)
        {
            _child = child;
            var end = await AttendAsync(child).ConfigureAwait(false);
            _child = null;
            return end;
        }
    }

    private async Task<RunEnd> AttendAsync(ChildProcess child)
    {
        var now = services.Time.GetUtcNow();
        var hasCheck = resource.Annotations.OfType<HttpHealthCheckAnnotation>().Any();
        Update(snapshot => snapshot with
        {
            State = KnownResourceStates.Running,
            StateReason = null,
            ProcessId = child.Id,
            StartedAt = now,
            ReadyAt = hasCheck ? null : now,
        });

        using var watching = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        var watch = WatchHealthAsync(watching.Token);
        var stopRequested = Task.Delay(Timeout.Infinite, watching.Token);
        var stopped = await Task.WhenAny(child.Exited, stopRequested).ConfigureAwait(false) != child.Exited;
        await watching.CancelAsync().ConfigureAwait(false);
        await watch.ConfigureAwait(false);
        if (stopped)
            await StopChildAsync(child).ConfigureAwait(false);

        var exitCode = await child.Exited.ConfigureAwait(false);
        var readyAt = services.States.Get(resource.Name).ReadyAt;
        return new RunEnd(exitCode, stopped ? "stopped" : $"ended with exit code {exitCode}", readyAt is null ? TimeSpan.Zero : services.Time.GetUtcNow() - readyAt.Value);
    }

    private async Task StopChildAsync(ChildProcess child)
    {
        Update(snapshot => snapshot with { State = KnownResourceStates.Stopping, StateReason = null });
        if (!await child.StopAsync(options.StopTimeout).ConfigureAwait(false))
            Log.Killed(logger, resource.Name, options.StopTimeout.TotalSeconds);
    }

    private async Task WatchHealthAsync(CancellationToken cancellationToken)
    {
        try
        {
            await services.Health.RunAsync(resource, ReportHealth, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The process ended, and with it the questions about its health.
        }
    }

    private void ReportHealth(HealthResult result)
    {
        var before = services.States.Get(resource.Name);
        Update(snapshot => snapshot with
        {
            Health = result,
            ReadyAt = snapshot.ReadyAt ?? (result.IsReady ? services.Time.GetUtcNow() : null),
        });
        if (before.ReadyAt is not null && before.Health?.Status != result.Status)
            Log.HealthChanged(logger, resource.Name, result.Status, result.Reason is null ? "" : ": " + result.Reason);
    }

    private void Fail(string reason)
    {
        Log.FailedToStart(logger, resource.Name, reason);
        Update(snapshot => snapshot with { State = KnownResourceStates.FailedToStart, StateReason = reason, IsFinal = true });
    }

    private void Update(Func<ResourceSnapshot, ResourceSnapshot> change) => services.States.Update(resource.Name, change);

    /// <summary>How a process ended; without an exit code when it could not be started.</summary>
    private sealed record RunEnd(int? ExitCode, string Reason, TimeSpan ReadyFor);
}
