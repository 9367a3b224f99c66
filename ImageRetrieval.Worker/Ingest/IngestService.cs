using ImageRetrieval.Vision.Models;
using ImageRetrieval.Worker.Catalog;
using ImageRetrieval.Worker.Status;
using ImageRetrieval.Worker.UrlList;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace ImageRetrieval.Worker.Ingest;

/// <summary>
/// Runs a pass over the lists after the start, and further ones when a list changes, a failed image is due, or a command
/// asks; with <c>--once</c> it ends the program after the first.
/// </summary>
internal sealed class IngestService(
    IngestRun run,
    IOptions<IngestOptions> options,
    ImageCatalog catalog,
    StatusBoard status,
    WorkSignal work,
    SourceWatcher watcher,
    DataFolderWatch folder,
    StopSignal signal,
    TimeProvider clock,
    IHostApplicationLifetime lifetime,
    ILogger<IngestService> logger) : BackgroundService
{
    private sealed record Outcome(int ExitCode, DateTimeOffset? Next);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await RunAllAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            Interrupted();
        }
    }

    private async Task RunAllAsync(CancellationToken stoppingToken)
    {
        // Not before the program listens: whoever waits for /health must see the first state.
        await WaitForStartAsync(stoppingToken);
        GC.KeepAlive(watcher); // asked for because it watches from its construction on
        while (true)
        {
            var outcome = await RunAsync(stoppingToken);
            if (folder.IsGone)
                return;
            if (options.Value.Once)
            {
                Environment.ExitCode = outcome.ExitCode;
                lifetime.StopApplication();
                return;
            }
            await work.WaitAsync(outcome.Next, stoppingToken);
        }
    }

    private async Task<Outcome> RunAsync(CancellationToken token)
    {
        try
        {
            var searchable = await run.RunAsync(token);
            Finish(searchable);
            return new(searchable > 0 && run.ListProblem is null ? 0 : 1, run.NextDue);
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception) when (folder.Look())
        {
            // Whatever failed, failed because of that, and it has been said.
            return new(1, null);
        }
        catch (ModelException error) when (error.Error == ModelError.DownloadFailed)
        {
            // The network may come back while the service runs.
            return Stopped(error.Message, options.Value.WeightsRetrySeconds);
        }
        catch (Exception error) when (DiskTrouble.Describe(error) is { } trouble)
        {
            // So may the space on the disk.
            return Stopped(trouble, options.Value.DiskRetrySeconds);
        }
        catch (SqliteException error) when (CatalogFile.IsDamage(error))
        {
            return Stopped(CatalogFile.Describe(folder.CatalogPath, error).Message, null);
        }
        catch (Exception error) when (error is UrlListException or ModelException or InvalidDataException)
        {
            return Stopped(error.Message, null);
        }
#pragma warning disable CA1031 // the last guard: the service must stay up to say that the run failed
        catch (Exception error)
#pragma warning restore CA1031
        {
            Log.Unexpected(logger, error);
            status.SetState("failed", "The ingest stopped by an unexpected error; the Worker's log has it.");
            return new(1, null);
        }
    }

    private void Finish(int searchable)
    {
        var reasons = catalog.Reasons();
        status.SetReasons(reasons, catalog.DamagedCount());
        status.SetState(searchable > 0 && run.ListProblem is null ? "done" : "failed", searchable > 0 ? null : "No image of the list could be indexed: /status says why, row by row.");
        var now = status.Read();
        var later = now.Total - now.Indexed - now.Failed;
        Log.Done(logger, now.Indexed, now.Total, now.Failed, reasons.Count == 0 ? "" : $" ({string.Join(", ", reasons.Select(reason => $"{reason.Value} {reason.Key}"))})",
            later > 0 ? $", {later} wait until their server may be asked again" : "");
    }

    // A service is stopped as a matter of course; with --once, who waits for the list must learn that it is not done.
    private void Interrupted()
    {
        if (folder.IsGone)
            return;
        status.SetState("idle", "The Worker was stopped before the list was done; the next start continues.");
        if (!options.Value.Once || signal.ExitCode is not { } exitCode)
            return;
        var now = status.Read();
        var undone = Math.Max(0, now.Total - now.Indexed - now.Failed);
        Log.Interrupted(logger, signal.Name, now.Total == 0 ? "the list was not read yet." : undone == 0 ? "the index of the list's rows was not published yet." : $"{undone} of {now.Total} rows are undone.", exitCode);
        Environment.ExitCode = exitCode;
    }

    private Outcome Stopped(string reason, double? retrySeconds)
    {
        Log.Stopped(logger, reason);
        if (retrySeconds is not { } seconds || options.Value.Once)
        {
            status.SetState("failed", reason);
            return new(1, null);
        }
        status.SetState("failed", string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{reason} It is tried again every {seconds} s."));
        return new(1, clock.GetUtcNow() + TimeSpan.FromSeconds(seconds));
    }

    private async Task WaitForStartAsync(CancellationToken token)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var whenStarted = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(token);
    }
}
