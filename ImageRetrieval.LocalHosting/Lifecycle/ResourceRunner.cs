using Microsoft.Extensions.Logging;

namespace ImageRetrieval.LocalHosting.Lifecycle;

/// <summary>Begins and ends the lives of one resource, and starts, stops and restarts it when somebody asks for that: one command at a time.</summary>
internal sealed class ResourceRunner(
    IResource resource,
    string name,
    RunnerServices services,
    LocalHostingOptions options,
    bool isAwaitedJob,
    Action<string> reportFatal,
    ILogger logger) : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _oneCommand = new(1);
    private readonly ResourceLife _life = new(resource, name, services, options, isAwaitedJob, reportFatal, logger);
    private CancellationTokenSource _session = new();
    private Task _living = Task.CompletedTask;
    private int _lives;

    public IResource Resource => resource;

    /// <summary>The name of this one among the resource's replicas, or the resource's own.</summary>
    public string Name => name;

    public void Start()
    {
        if (!resource.Annotations.OfType<ExplicitStartupAnnotation>().Any())
            Begin();
    }

    /// <summary>Starts a resource that does not run, and waits until it runs.</summary>
    public Task<ExecuteCommandResult> StartAgainAsync(CancellationToken cancellationToken) => OneAtATimeAsync(BeginAndSeeAsync, cancellationToken);

    /// <summary>Stops the process, and waits until it has ended; the resource stays stopped until it is started.</summary>
    public Task<ExecuteCommandResult> HaltAsync(CancellationToken cancellationToken) => OneAtATimeAsync(async _ =>
    {
        await EndSessionAsync().ConfigureAwait(false);
        return CommandResults.Success();
    }, cancellationToken);

    public Task<ExecuteCommandResult> RestartAsync(CancellationToken cancellationToken) => OneAtATimeAsync(async token =>
    {
        await EndSessionAsync().ConfigureAwait(false);
        return await BeginAndSeeAsync(token).ConfigureAwait(false);
    }, cancellationToken);

    /// <summary>Stops the process, by force if it must be, and ends the resource's life for good.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _oneCommand.WaitAsync().ConfigureAwait(false);
        try
        {
            await _living.ConfigureAwait(false);
        }
        finally
        {
            _oneCommand.Release();
        }
    }

    public void KillNow()
    {
        _stop.Cancel();
        _life.KillNow();
    }

    public void Dispose()
    {
        _session.Dispose();
        _oneCommand.Dispose();
        _stop.Dispose();
    }

    private async Task<ExecuteCommandResult> OneAtATimeAsync(Func<CancellationToken, Task<ExecuteCommandResult>> command, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stop.Token);
        try
        {
            await _oneCommand.WaitAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            return CommandResults.Failure("The application is stopping.");
        }

        try
        {
            return await command(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            return CommandResults.Failure("The application is stopping.");
        }
        finally
        {
            _oneCommand.Release();
        }
    }

    private async Task<ExecuteCommandResult> BeginAndSeeAsync(CancellationToken cancellationToken)
    {
        if (!_living.IsCompleted)
            return CommandResults.Failure($"'{name}' has been started already.");
        _life.ForgetFailures();
        Update(snapshot => snapshot with { State = KnownResourceStates.Starting, StateReason = null, ExitCode = null, IsFinal = false });
        Begin();
        var reached = await services.States.WaitAsync(name, snapshot => snapshot.IsFinal || snapshot.State is nameof(KnownResourceStates.Running) or nameof(KnownResourceStates.Waiting), cancellationToken).ConfigureAwait(false);
        return reached.IsFinal && reached.ExitCode != 0
            ? CommandResults.Failure($"'{name}' did not start: {reached.StateReason}")
            : CommandResults.Success();
    }

    private async Task EndSessionAsync()
    {
        await _session.CancelAsync().ConfigureAwait(false);
        await _living.ConfigureAwait(false);
        Update(snapshot => snapshot.IsFinal ? snapshot : snapshot with { State = snapshot.StartedAt is null ? KnownResourceStates.NotStarted : KnownResourceStates.Finished, StateReason = "stopped", IsFinal = true });
    }

    private void Begin()
    {
        _session.Dispose();
        _session = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        var (isFirst, token) = (_lives++ == 0, _session.Token);
        _living = Task.Run(() => _life.RunAsync(isFirst, token));
    }

    private void Update(Func<ResourceSnapshot, ResourceSnapshot> change) => services.States.Update(name, change);
}
