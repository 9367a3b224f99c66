using System.Globalization;
using ImageRetrieval.Collection.Publishing;
using ImageRetrieval.Worker.Ingest;
using ImageRetrieval.Worker.Status;
using Microsoft.Extensions.Options;

namespace ImageRetrieval.Worker.Publish;

/// <summary>Publishes the embeddings of a model, and reports what became of it: log, telemetry and status.</summary>
internal sealed class ModelPublisher(IPublishing publishing, IOptions<PublishOptions> options, IOptions<IngestOptions> ingest, PublicUrls urls, StatusBoard status, ILogger<IngestRun> logger)
{
    /// <summary>The newest published version of the model's own embedding space; null when there is none.</summary>
    internal async ValueTask<PublishedGeneration?> NewestAsync(IngestModel model, CancellationToken token) =>
        await publishing.NewestAsync(model.Name, token) is { } newest && newest.Space == model.Space.Space ? newest : null;

    /// <summary>Whether the newest published version is of another embedding space: it stays in use until the new one is complete.</summary>
    internal async ValueTask<bool> HasForeignAsync(IngestModel model, CancellationToken token) =>
        await publishing.NewestAsync(model.Name, token) is { } newest && newest.Space != model.Space.Space;

    /// <summary>Publishes what is embedded; CPU work.</summary>
    /// <param name="model">The model and its embeddings.</param>
    /// <param name="rebuild">Whether all of it is built from the stored embeddings, not the difference to the newest snapshot.</param>
    /// <param name="atLeast">With fewer images that are committed as well, nothing is published.</param>
    /// <param name="token">Stops the build.</param>
    /// <returns>How many images the newest snapshot holds; 0 when there is none.</returns>
    internal async ValueTask<int> PublishAsync(IngestModel model, bool rebuild, int atLeast, CancellationToken token)
    {
        using var timed = WorkerTelemetry.PublishSeconds.Time(model.Name);
        using var activity = WorkerTelemetry.Source.StartActivity("publish " + model.Name);
        var order = new PublishOrder(model.Space, urls.Of)
        {
            Rebuild = rebuild,
            AtLeast = atLeast,
            KeepPrevious = ingest.Value.KeepSnapshots,
            CheckQueries = options.Value.CheckQueries,
            CheckEfSearch = options.Value.CheckEfSearch,
            RecallFloor = options.Value.RecallFloor,
        };
        var publication = await publishing.PublishAsync(order, token);
        Report(model.Name, publication);
        return publication.Searchable;
    }

    private void Report(string model, Publication publication)
    {
        if (publication.Recall is { } found)
            WorkerTelemetry.Recall.Record(found, new KeyValuePair<string, object?>("model", model));
        switch (publication)
        {
            case { Result: PublicationResult.Published, Version: { } version }:
                WorkerTelemetry.Published.Add(1, new KeyValuePair<string, object?>("model", model));
                Log.Published(logger, version, model, publication.Count, publication.Took.TotalSeconds);
                status.SetPublished(model, version);
                status.SetModel(model, null);
                break;
            case { Result: PublicationResult.UpToDate, Version: { } version }:
                Log.UpToDate(logger, version, model, publication.Count);
                status.SetPublished(model, version);
                break;
            case { Result: PublicationResult.Refused, Version: { } version, Recall: { } recall }:
                Log.SnapshotRefused(logger, version, model, recall, options.Value.RecallFloor);
                status.SetModel(model, string.Create(CultureInfo.InvariantCulture, $"The search of its new snapshot found {recall:0.000} of the exact nearest neighbours, less than {options.Value.RecallFloor} (Publish:RecallFloor); the previous snapshot stays in use."));
                break;
        }
    }
}
