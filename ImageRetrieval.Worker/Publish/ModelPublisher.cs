using ImageRetrieval.VectorIndex;
using ImageRetrieval.Worker.Catalog;
using ImageRetrieval.Worker.Ingest;
using ImageRetrieval.Worker.Status;

namespace ImageRetrieval.Worker.Publish;

/// <summary>From the embeddings of one model to a published snapshot, unless the newest one says the same already.</summary>
internal sealed class ModelPublisher(string snapshotsFolder, int keepPrevious, StatusBoard status, ILogger logger)
{
    /// <summary>Publishes what is embedded of these images; CPU work.</summary>
    /// <param name="model">The model and its embeddings.</param>
    /// <param name="images">The listed images, in an order that no run changes: equal work then gives equal bytes.</param>
    /// <param name="token">Stops the build.</param>
    /// <returns>How many images the newest snapshot holds; 0 when there is none.</returns>
    internal int Publish(LoadedModel model, IReadOnlyList<CatalogImage> images, CancellationToken token)
    {
        using var timed = WorkerTelemetry.PublishSeconds.Time(model.Model.Name);
        using var activity = WorkerTelemetry.Source.StartActivity("publish " + model.Model.Name);
        using var builder = Collect(model, images);
        if (builder.Count == 0)
            return 0;

        var folder = Path.Combine(snapshotsFolder, model.Model.Name);
        if (Newest(folder) is { } newest && newest.ContentHash == builder.ComputeContentHash())
        {
            Log.UpToDate(logger, newest.Version, model.Model.Name, newest.Count);
            status.SetPublished(model.Model.Name, newest.Version);
            return newest.Count;
        }

        var manifest = builder.Publish(folder, keepPrevious, null, token);
        Log.Published(logger, manifest.Version, model.Model.Name, manifest.Count);
        status.SetPublished(model.Model.Name, manifest.Version);
        return manifest.Count;
    }

    private static SnapshotBuilder Collect(LoadedModel model, IReadOnlyList<CatalogImage> images)
    {
        var space = model.Model.Space;
        var builder = new SnapshotBuilder(space.Text, space.Dimension, new HnswOptions());
        var vector = new float[space.Dimension];
        foreach (var image in images)
        {
            if (image is { State: ImageState.Downloaded, File: { } file } && model.Vectors.TryRead(file.Sha256, vector))
                builder.Add(PublishedItem.From(image.Source, file), vector);
        }
        return builder;
    }

    /// <summary>The manifest of the newest snapshot; null when there is none that can be read, which publishing mends.</summary>
    private static Manifest? Newest(string folder)
    {
        if (!SnapshotFolder.TryFindLatest(folder, out var path))
            return null;
        try
        {
            using var snapshot = Snapshot.Open(path);
            return snapshot.Manifest;
        }
        catch (SnapshotException)
        {
            return null;
        }
    }
}
