using ImageRetrieval.Worker.Maps;
using ImageRetrieval.Worker.Publish;
using Microsoft.Extensions.Options;

namespace ImageRetrieval.Worker.Ingest.Pass;

/// <summary>After the last stage: maps are computed in the background, or, where the program ends after the pass, before that.</summary>
internal sealed class MakeMaps(IOptions<MapOptions> options, IOptions<IngestOptions> ingest, ModelPublisher publisher, ModelMaps maps, BackgroundMaps background)
{
    internal async Task RunAsync(IngestPass pass, CancellationToken token)
    {
        if (!options.Value.Enabled)
            return;
        foreach (var model in pass.Models)
        {
            if (await publisher.NewestAsync(model, token) is not { } newest)
                continue;
            if (ingest.Value.Once)
                await maps.UpdateAsync(model.Name, newest.Version, token);
            else
                background.Request(model.Name, newest.Version);
        }
    }
}
