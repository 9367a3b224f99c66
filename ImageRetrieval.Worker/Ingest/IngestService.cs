using ImageRetrieval.Vision.Models;
using ImageRetrieval.Worker.Catalog;
using ImageRetrieval.Worker.Status;
using ImageRetrieval.Worker.UrlList;
using Microsoft.Extensions.Options;

namespace ImageRetrieval.Worker.Ingest;

/// <summary>Runs the list once after the start; with <c>--once</c> it ends the program then.</summary>
internal sealed class IngestService(
    IngestRun run,
    IOptions<IngestOptions> options,
    ImageCatalog catalog,
    StatusBoard status,
    TimeProvider clock,
    IHostApplicationLifetime lifetime,
    ILogger<IngestService> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Not before the program listens: whoever waits for /health must see the first state.
        await WaitForStartAsync(stoppingToken);
        var exitCode = await RunAsync(stoppingToken);
        while (exitCode is null)
        {
            await Task.Delay(TimeSpan.FromSeconds(options.Value.WeightsRetrySeconds), clock, stoppingToken);
            exitCode = await RunAsync(stoppingToken);
        }
        if (options.Value.Once && !stoppingToken.IsCancellationRequested)
        {
            Environment.ExitCode = exitCode.Value;
            lifetime.StopApplication();
        }
    }

    /// <returns>The exit code that this run deserves; null when it is worth another try in a while.</returns>
    private async Task<int?> RunAsync(CancellationToken token)
    {
        try
        {
            var searchable = await run.RunAsync(token);
            var reasons = catalog.Reasons();
            status.SetReasons(reasons);
            status.SetState(searchable > 0 ? "done" : "failed", searchable > 0 ? null : "No image of the list could be indexed: /status says why, row by row.");
            var now = status.Read();
            Log.Done(logger, now.Indexed, now.Total, now.Failed, reasons.Count == 0 ? "" : $" ({string.Join(", ", reasons.Select(reason => $"{reason.Value} {reason.Key}"))})");
            return searchable > 0 ? 0 : 1;
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            status.SetState("idle", "The Worker was stopped before the list was done; the next start goes on.");
            return 0;
        }
        catch (ModelException error) when (error.Error == ModelError.DownloadFailed && !options.Value.Once)
        {
            // The network may come back while the service runs.
            Log.Stopped(logger, error.Message);
            status.SetState("failed", $"{error.Message} It is tried again every {options.Value.WeightsRetrySeconds} s.");
            return null;
        }
        catch (Exception error) when (error is UrlListException or ModelException or IOException or InvalidDataException)
        {
            Log.Stopped(logger, error.Message);
            status.SetState("failed", error.Message);
        }
#pragma warning disable CA1031 // the last guard: the service must stay up to say that the run failed
        catch (Exception error)
#pragma warning restore CA1031
        {
            Log.Unexpected(logger, error);
            status.SetState("failed", "The ingest stopped by an unexpected error; the Worker's log has it.");
        }
        return 1;
    }

    private async Task WaitForStartAsync(CancellationToken token)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var whenStarted = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(token);
    }
}
