using ImageRetrieval.Collection.Catalog;
using ImageRetrieval.Worker.Ingest.Pass;
using ImageRetrieval.Worker.Status;
using Microsoft.Extensions.Options;

namespace ImageRetrieval.Worker.Ingest;

/// <summary>Reports how a pass ended, in the status and in the log.</summary>
internal sealed class RunSummary(ICatalogReport report, StatusBoard status, StopSignal signal, IOptions<IngestOptions> options, ILogger<IngestService> logger)
{
    /// <summary>A pass came to its end.</summary>
    internal async ValueTask FinishedAsync(PassResult result, CancellationToken token)
    {
        var reasons = await status.ShowReasonsAsync(report, token);
        status.SetState(result.IsGood ? "done" : "failed", result.Searchable > 0 ? null : "No image of the list could be indexed: /status gives the reason for each row.");
        var now = status.Read();
        var later = now.Total - now.Indexed - now.Failed;
        Log.Done(logger, now.Indexed, now.Total, now.Failed, reasons.Count == 0 ? "" : $" ({string.Join(", ", reasons.Select(reason => $"{reason.Value} {reason.Key.Name()}"))})",
            later > 0 ? $", {later} are waiting until their server accepts requests again" : "");
    }

    /// <summary>A pass was stopped. Stopping a service is normal; with --once, the caller must learn that the list is not done.</summary>
    internal void Interrupted()
    {
        status.SetState("idle", "The Worker was stopped before the list was done; the next start resumes.");
        if (!options.Value.Once || signal.ExitCode is not { } exitCode)
            return;
        var now = status.Read();
        var undone = Math.Max(0, now.Total - now.Indexed - now.Failed);
        Log.Interrupted(logger, signal.Name, now.Total == 0 ? "the list had not been read yet." : undone == 0 ? "the index of the list's rows had not been published yet." : $"{undone} of {now.Total} rows were not done.", exitCode);
        Environment.ExitCode = exitCode;
    }
}
