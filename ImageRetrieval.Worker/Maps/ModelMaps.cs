using ImageRetrieval.Collection;
using ImageRetrieval.Collection.Maps;
using ImageRetrieval.Worker.Ingest;
using Microsoft.Extensions.Options;

namespace ImageRetrieval.Worker.Maps;

/// <summary>Computes the maps of published versions, with a span and a log entry for each. A map that fails is not a failure of the run.</summary>
internal sealed class ModelMaps(IMapMaking maps, IOptions<MapOptions> options, IOptions<IngestOptions> ingest, ILogger<IngestRun> logger)
{
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    internal async ValueTask UpdateAsync(string model, string version, CancellationToken token)
    {
        using var activity = WorkerTelemetry.Source.StartActivity("map " + model);
        var threads = options.Value.Threads == 0 ? Math.Max(1, ingest.Value.EmbedThreads / 2) : options.Value.Threads;
        var effort = new MapEffort(threads, options.Value.MaxImages) { Unreadable = reason => Log.MapUnreadable(logger, reason) };
        try
        {
            if (await maps.UpdateAsync(model, version, effort, token) is not { } made)
                return;
            if (made.Images == 0)
                Log.NoMap(logger, model, options.Value.MaxImages);
            else
                Log.MapMade(logger, version, model, made.Images, made.Clusters, made.Took.TotalSeconds);
        }
        catch (Exception error) when (error is CollectionException or IOException or UnauthorizedAccessException)
        {
            Log.MapFailed(logger, version, model, error.Message);
        }
    }
}
