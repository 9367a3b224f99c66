using ImageRetrieval.Collection.Duplicates;
using ImageRetrieval.Worker.Ingest;

namespace ImageRetrieval.Worker.Duplicates;

/// <summary>Searches for the duplicates of published versions, with a span and a log entry for each search.</summary>
internal sealed class ModelDuplicates(IDuplicateFinding finding, ILogger<IngestRun> logger)
{
    /// <inheritdoc cref="IDuplicateFinding.IsComplete"/>
    internal bool IsComplete(string model, string version) => finding.IsComplete(model, version);

    /// <returns>Whether there was anything to do.</returns>
    /// <inheritdoc cref="IDuplicateFinding.UpdateAsync"/>
    internal async ValueTask<bool> UpdateAsync(string model, string version, SearchEffort effort, CancellationToken token)
    {
        if (IsComplete(model, version))
            return false;
        using var activity = WorkerTelemetry.Source.StartActivity("duplicates " + model);
        effort = effort with { Unreadable = reason => Log.DuplicatesUnreadable(logger, reason) };
        if (await finding.UpdateAsync(model, version, effort, token) is not { } found)
            return false;
        Log.DuplicatesFound(logger, model, version, found.Pairs, found.Contents, found.Took.TotalSeconds);
        return true;
    }
}
