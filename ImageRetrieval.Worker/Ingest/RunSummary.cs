using ImageRetrieval.Collection.Catalog;
using ImageRetrieval.Worker.Ingest.Pass;
using ImageRetrieval.Worker.Status;
using Microsoft.Extensions.Options;

namespace ImageRetrieval.Worker.Ingest;

/// <summary>Says how a pass ended, in the status and in the log.</summary>
internal sealed class RunSummary(ICatalogReport report, StatusBoard status, StopSignal signal, IOptions<IngestOptions> options, ILogger<IngestService> logger)
{
    /// <summary>A pass came to its end.</summary>
    internal async ValueTask FinishedAsync(PassResult result, CancellationToken token)
    {
        var reasons = await status.ShowReasonsAsync(report, token);
        status.SetState(result.IsGood ? "done" : "failed", result.Searchable > 0 ? null : "No image of the list could be indexed: /status says why, row by row.");
        var now = status.Read();
        var later = now.Total - now.Indexed - now.Failed;
        Log.Done(logger, now.Indexed, now.Total, now.Failed, reasons.Count == 0 ? "" : $" ({string.Join(", ", reasons.Select(reason => $"{reason.Value} {reason.Key.Name()}"))})",
            later > 0 ? $", {later} wait until their server may be asked again" : "");
    }

    /// <summary>A pass was stopped. A service is stopped as a matter of course; with --once, the caller must learn that the list is not done.</summary>
    internal void Interrupted()
    {
        status.SetState("idle", "The Worker was stopped before the list was done; the next start continues.");
        if (!options.Value.Once || signal.ExitCode is not { } exitCode)
            return;
        var now = status.Read();
        var undone = Math.Max(0, now.Total - now.Indexed - now.Failed);
        Log.Interrupted(logger, signal.Name, now.Total == 0 ? "the list was not read yet." : undone == 0 ? "the index of the list's rows was not published yet." : $"{undone} of {now.Total} rows are undone.", exitCode);
        Environment.ExitCode = exitCode;
    }
}
