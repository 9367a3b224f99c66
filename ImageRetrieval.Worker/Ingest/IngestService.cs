using Microsoft.Extensions.Options;

namespace ImageRetrieval.Worker.Ingest;

/// <summary>
/// Runs a pass over the lists after the start, and further ones when a list changes, a failed image is due, or a command asks
/// for one; with <c>--once</c> it ends the program after the first.
/// </summary>
internal sealed class IngestService(
    GuardedRun run,
    RunSummary summary,
    IOptions<IngestOptions> options,
    WorkSignal work,
    SourceWatcher watcher,
    DataFolderWatch folder,
    IHostApplicationLifetime lifetime) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await RunAllAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            if (!folder.IsGone)
                summary.Interrupted();
        }
    }

    private async Task RunAllAsync(CancellationToken token)
    {
        // Not before the program listens: clients that wait for /health must see the first state.
        await WaitForStartAsync(token);
        GC.KeepAlive(watcher); // injected because it starts watching when it is constructed
        while (true)
        {
            var end = await run.RunAsync(token);
            if (folder.IsGone)
                return;
            if (options.Value.Once)
            {
                Environment.ExitCode = end.ExitCode;
                lifetime.StopApplication();
                return;
            }
            await work.WaitAsync(end.Next, token);
        }
    }

    private async Task WaitForStartAsync(CancellationToken token)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var whenStarted = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(token);
    }
}
