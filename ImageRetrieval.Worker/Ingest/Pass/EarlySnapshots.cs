using ImageRetrieval.Worker.Duplicates;
using ImageRetrieval.Worker.Publish;
using ImageRetrieval.Worker.Status;
using Microsoft.Extensions.Options;

namespace ImageRetrieval.Worker.Ingest.Pass;

/// <summary>What runs in parallel with the pipeline: early snapshots, and the search for their duplicates.</summary>
internal sealed class EarlySnapshots(IOptions<PublishOptions> options, ModelPublisher publisher, ModelDuplicates duplicates, RunCounters counters, ImagesInProgress inWork, TimeProvider clock)
{
    /// <summary>Returns when the token is cancelled.</summary>
    internal Task RunAsync(IReadOnlyList<IngestModel> models, bool changed, CancellationToken token)
    {
        var search = new EarlyDuplicates(duplicates, options.Value.MaxTimeShare, clock);
        var publishing = new EarlyPublishing(options.Value, publisher, search, counters, inWork, clock);
        return Task.WhenAll(publishing.RunAsync(models, changed, token), search.RunAsync(token));
    }
}
