using ImageRetrieval.LocalHosting.Health;
using ImageRetrieval.LocalHosting.Processes;
using Microsoft.Extensions.Logging;

namespace ImageRetrieval.LocalHosting.Lifecycle;

/// <summary>Takes one resource through a life: waiting, running, healthy or not, restarting, stopping; one life at a time.</summary>
internal sealed class ResourceLife(
    IResource resource,
    string name,
    RunnerServices services,
    LocalHostingOptions options,
    bool isAwaitedJob,
    Action<string> reportFatal,
    ILogger logger)
{
    private readonly RestartBackOff _backOff = new(options.Restart);
    private volatile ChildProcess? _child;

    /// <summary>Somebody starts it by hand: failures before that do not count.</summary>
    internal void ForgetFailures() => _backOff.Reset();

    internal void KillNow() => _child?.KillTree();

    /// <summary>One life: waits for what the resource needs, runs its process, and again after each failure, until it has ended for good.</summary>
    /// <param name="isFirstLife">Then what cannot work at all ends the application.</param>
    /// <param name="ending">Stops the process, by force if it must be.</param>
    internal async Task RunAsync(bool isFirstLife, CancellationToken ending)
    {
        try
        {
            if (await services.Gate.WaitAsync(resource, name, ending).ConfigureAwait(false) is { } reason)
                Fail(reason);
            else
                await RunAndRestartAsync(isFirstLife, ending).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // It is to stop; what ran has been stopped where it ran.
        }
        catch (DistributedApplicationException exception)
        {
            Fail(exception.Message);
            if (isFirstLife)
                reportFatal(exception.Message);
        }
    }

    private async Task RunAndRestartAsync(bool isFirstLife, CancellationToken ending)
    {
        for (var attempt = 0; ; attempt++)
        {
            var end = await RunOnceAsync(isFirst: isFirstLife && attempt == 0, ending).ConfigureAwait(false);
            var mayRestart = options.Restart.Enabled && !isAwaitedJob && end.ExitCode != 0 && !ending.IsCancellationRequested;
            var delay = mayRestart ? _backOff.Next(end.ReadyFor) : TimeSpan.Zero;
            var restarts = mayRestart && !_backOff.IsExhausted;
            // Said before the state changes: whoever waits for the state finds the reason in the log.
            if (restarts)
                Log.Restarts(logger, name, end.Reason, delay.TotalSeconds);
            else if (mayRestart)
                Log.GivenUp(logger, name, _backOff.Failures, end.Reason);
            Update(snapshot => snapshot with
            {
                State = mayRestart && !restarts ? KnownResourceStates.FailedToStart : StateAfter(end),
                StateReason = Reason(end, mayRestart, restarts, delay),
                ProcessId = null,
                Health = null,
                ReadyAt = null,
                ExitCode = end.ExitCode,
                IsFinal = !restarts,
            });
            if (!restarts)
                return;
            await Task.Delay(delay, ending).ConfigureAwait(false);
            Update(snapshot => snapshot with { Restarts = snapshot.Restarts + 1 });
        }
    }

    private static string StateAfter(RunEnd end) => end.ExitCode switch
    {
        null => KnownResourceStates.FailedToStart,
        0 => KnownResourceStates.Finished,
        _ => KnownResourceStates.Exited,
    };

    private string Reason(RunEnd end, bool mayRestart, bool restarts, TimeSpan delay) => (mayRestart, restarts) switch
    {
        (true, true) => $"{end.Reason}; starts again in {delay.TotalSeconds:0.#} s",
        (true, false) => $"{end.Reason}, {_backOff.Failures} times in a row; it is not started again until somebody starts it",
        _ => end.Reason,
    };

    private async Task<RunEnd> RunOnceAsync(bool isFirst, CancellationToken ending)
    {
        Update(snapshot => snapshot with { State = KnownResourceStates.Starting, StateReason = null, ExitCode = null });
        ChildProcess child;
        try
        {
            child = services.Launcher.Start(resource, name);
        }
        catch (DistributedApplicationException exception) when (!isFirst)
        {
            return new RunEnd(null, exception.Message, TimeSpan.Zero);
        }

        using (child)
        {
            _child = child;
            var end = await AttendAsync(child, ending).ConfigureAwait(false);
            _child = null;
            return end;
        }
    }

    private async Task<RunEnd> AttendAsync(ChildProcess child, CancellationToken ending)
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

        using var watching = CancellationTokenSource.CreateLinkedTokenSource(ending);
        var watch = WatchHealthAsync(watching.Token);
        var stopRequested = Task.Delay(Timeout.Infinite, watching.Token);
        var stopped = await Task.WhenAny(child.Exited, stopRequested).ConfigureAwait(false) != child.Exited;
        await watching.CancelAsync().ConfigureAwait(false);
        await watch.ConfigureAwait(false);
        if (stopped)
            await StopChildAsync(child).ConfigureAwait(false);

        var exitCode = await child.Exited.ConfigureAwait(false);
        var readyAt = services.States.Get(name).ReadyAt;
        return new RunEnd(exitCode, stopped ? "stopped" : $"ended with exit code {exitCode}", readyAt is null ? TimeSpan.Zero : services.Time.GetUtcNow() - readyAt.Value);
    }

    private async Task StopChildAsync(ChildProcess child)
    {
        Update(snapshot => snapshot with { State = KnownResourceStates.Stopping, StateReason = null });
        if (!await child.StopAsync(options.StopTimeout).ConfigureAwait(false))
            Log.Killed(logger, name, options.StopTimeout.TotalSeconds);
    }

    private async Task WatchHealthAsync(CancellationToken cancellationToken)
    {
        try
        {
            await services.Health.RunAsync(resource, ReplicaName.Number(resource, name), ReportHealth, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The process ended, and with it the questions about its health.
        }
    }

    private void ReportHealth(HealthResult result)
    {
        var before = services.States.Get(name);
        Update(snapshot => snapshot with
        {
            Health = result,
            ReadyAt = snapshot.ReadyAt ?? (result.IsReady ? services.Time.GetUtcNow() : null),
        });
        if (before.ReadyAt is not null && before.Health?.Status != result.Status)
            Log.HealthChanged(logger, name, result.Status, result.Reason is null ? "" : ": " + result.Reason);
    }

    private void Fail(string reason)
    {
        Log.FailedToStart(logger, name, reason);
        Update(snapshot => snapshot with { State = KnownResourceStates.FailedToStart, StateReason = reason, IsFinal = true });
    }

    private void Update(Func<ResourceSnapshot, ResourceSnapshot> change) => services.States.Update(name, change);

    /// <summary>How a process ended; without an exit code when it could not be started.</summary>
    private sealed record RunEnd(int? ExitCode, string Reason, TimeSpan ReadyFor);
}
