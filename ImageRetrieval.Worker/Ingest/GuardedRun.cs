using ImageRetrieval.Collection;
using ImageRetrieval.Collection.Catalog;
using ImageRetrieval.Vision.Models;
using ImageRetrieval.Worker.Status;
using Microsoft.Extensions.Options;

namespace ImageRetrieval.Worker.Ingest;

/// <summary>Runs a pass and reports in words why it failed. It throws only on cancellation.</summary>
internal sealed class GuardedRun(IngestRun run, RunSummary summary, IOptions<IngestOptions> options, StatusBoard status, DataFolderWatch folder, TimeProvider clock, ILogger<IngestService> logger)
{
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    internal async Task<PassEnd> RunAsync(CancellationToken token)
    {
        try
        {
            var result = await run.RunAsync(token);
            await summary.FinishedAsync(result, token);
            return new(result.IsGood ? 0 : 1, result.NextDue);
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception) when (folder.Check())
        {
            // Everything that failed did so because of that, and it has been logged.
            return new(1, null);
        }
        catch (ModelException error) when (error.Error == ModelError.DownloadFailed)
        {
            // The network may come back while the service runs.
            return Stopped(error.Message, options.Value.WeightsRetrySeconds);
        }
        catch (Exception error) when (DiskTrouble.Describe(error) is { } trouble)
        {
            // So may space on the disk.
            return Stopped(trouble, options.Value.DiskRetrySeconds);
        }
        catch (Exception error) when (error is UrlListException or ModelException or InvalidDataException or CollectionException { Fault: CollectionFault.Damaged })
        {
            return Stopped(error.Message, null);
        }
#pragma warning disable CA1031 // the last guard: the service must stay up to report that the run failed
        catch (Exception error)
#pragma warning restore CA1031
        {
            Log.Unexpected(logger, error);
            status.SetState("failed", "The ingest stopped because of an unexpected error; see the Worker's log.");
            return new(1, null);
        }
    }

    private PassEnd Stopped(string reason, double? retrySeconds)
    {
        Log.Stopped(logger, reason);
        if (retrySeconds is not { } seconds || options.Value.Once)
        {
            status.SetState("failed", reason);
            return new(1, null);
        }
        status.SetState("failed", string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{reason} Retrying every {seconds} s."));
        return new(1, clock.GetUtcNow() + TimeSpan.FromSeconds(seconds));
    }
}
