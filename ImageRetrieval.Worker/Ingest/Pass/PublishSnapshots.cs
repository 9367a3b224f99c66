using ImageRetrieval.Collection.Catalog;
using ImageRetrieval.Worker.Publish;
using ImageRetrieval.Worker.Status;
using Microsoft.Extensions.Options;

namespace ImageRetrieval.Worker.Ingest.Pass;

/// <summary>Fourth stage: publishes what is embedded, for every model.</summary>
internal sealed class PublishSnapshots(IOptions<IngestOptions> options, ICatalog catalog, ICatalogReport report, ModelPublisher publisher, StatusBoard status, RunCounters counters, ILogger<IngestRun> logger)
{
    internal async Task RunAsync(IngestPass pass, CancellationToken token)
    {
        status.SetState("publishing", pass.IsRebuild ? "Rebuilding the index." : "Building the index.");
        var (leftOut, restored) = await catalog.OmitPlaceholdersAsync(options.Value.PlaceholderUrls, token);
        counters.CountLeftOut(leftOut - restored);
        if (leftOut > 0)
            Log.PlaceholdersLeftOut(logger, leftOut, options.Value.PlaceholderUrls);
        await status.ShowReasonsAsync(report, token);
        var searchable = 0;
        foreach (var model in pass.Models)
            searchable = Math.Max(searchable, await publisher.PublishAsync(model, pass.IsRebuild, atLeast: 1, token));
        pass.Searchable = searchable;
    }
}
