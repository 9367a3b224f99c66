using ImageRetrieval.Collection.Duplicates;
using ImageRetrieval.Worker.Duplicates;
using ImageRetrieval.Worker.Publish;
using ImageRetrieval.Worker.Status;
using Microsoft.Extensions.Options;

namespace ImageRetrieval.Worker.Ingest.Pass;

/// <summary>Last stage: everything can be searched; the remaining duplicates are searched for.</summary>
internal sealed class FindDuplicates(IOptions<IngestOptions> options, ModelPublisher publisher, ModelDuplicates duplicates, StatusBoard status)
{
    internal async Task RunAsync(IngestPass pass, CancellationToken token)
    {
        foreach (var model in pass.Models)
        {
            if (await publisher.NewestAsync(model, token) is not { } newest || duplicates.IsComplete(model.Name, newest.Version))
                continue;
            status.SetState("publishing", $"The index is complete. Searching for duplicates with model '{model.Name}'.");
            await duplicates.UpdateAsync(model.Name, newest.Version, new SearchEffort(options.Value.EmbedThreads), token);
        }
    }
}
