using System.Diagnostics;
using ImageRetrieval.VectorIndex;
using ImageRetrieval.Worker.Catalog;
using ImageRetrieval.Worker.Ingest;
using ImageRetrieval.Worker.Status;

namespace ImageRetrieval.Worker.Publish;

/// <summary>From the embeddings of one model to a published snapshot, unless the newest one says the same already or the new one fails its check.</summary>
internal sealed class ModelPublisher(string snapshotsFolder, int keepPrevious, PublishOptions options, ImageCatalog catalog, StatusBoard status, ShownUrl shown, ILogger logger)
{
    private const int RowsAtOnce = 1000;
    private const int CheckedNearest = 10;

    private static readonly HnswOptions s_options = new();

    /// <summary>Whether a snapshot of the model's own embedding space is published: then one with a few more images is no worse.</summary>
    internal bool HasSnapshot(LoadedModel model) => Shelf(model).Newest()?.EmbeddingSpace == model.Model.Space.Text;

    /// <summary>Whether there is a snapshot of another embedding space: it stays until the new one is complete.</summary>
    internal bool HasForeignSnapshot(LoadedModel model) => Shelf(model).Newest() is { } newest && newest.EmbeddingSpace != model.Model.Space.Text;

    /// <summary>The folder of the newest snapshot of the model's own embedding space; null when there is none.</summary>
    internal string? NewestPath(LoadedModel model) => Shelf(model).Newest() is { } newest && newest.EmbeddingSpace == model.Model.Space.Text
        ? Path.Combine(snapshotsFolder, model.Name, newest.Version)
        : null;

    /// <summary>Publishes what is embedded; CPU work.</summary>
    /// <param name="model">The model and its embeddings.</param>
    /// <param name="atLeast">With fewer images that are committed as well, nothing is published.</param>
    /// <param name="token">Stops the build.</param>
    /// <returns>How many images the newest snapshot holds; 0 when there is none.</returns>
    internal int Publish(LoadedModel model, int atLeast, CancellationToken token) => Publish(model, anew: false, atLeast, token);

    /// <summary>As above; <paramref name="anew"/> builds all from the stored embeddings, and not the difference to the newest snapshot.</summary>
    internal int Publish(LoadedModel model, bool anew, CancellationToken token) => Publish(model, anew, atLeast: 1, token);

    private int Publish(LoadedModel model, bool anew, int atLeast, CancellationToken token)
    {
        using var timed = WorkerTelemetry.PublishSeconds.Time(model.Name);
        using var activity = WorkerTelemetry.Source.StartActivity("publish " + model.Name);
        var started = Stopwatch.GetTimestamp();
        model.Vectors.Flush();
        var shelf = Shelf(model);
        var old = shelf.Newest();
        if (Stage(shelf, model, anew, atLeast, out var images, token) is not { } staged)
            return images < atLeast ? 0 : UpToDate(old!, model);
        if (!Passes(shelf.Staged(staged.Version), staged.Version, model, token))
        {
            shelf.RemoveOlder(int.MaxValue);
            return old?.EmbeddingSpace == model.Model.Space.Text ? old.Count : 0;
        }

        shelf.Admit(staged.Version);
        shelf.RemoveOlder(keepPrevious);
        WorkerTelemetry.Published.Add(1, new KeyValuePair<string, object?>("model", model.Name));
        Log.Published(logger, staged.Version, model.Name, staged.Count, Stopwatch.GetElapsedTime(started).TotalSeconds);
        status.SetPublished(model.Name, staged.Version);
        status.SetModel(model.Name, null);
        return staged.Count;
    }

    private SnapshotShelf Shelf(LoadedModel model) => new(snapshotsFolder, model.Name);

    private int UpToDate(Manifest newest, LoadedModel model)
    {
        Log.UpToDate(logger, newest.Version, model.Name, newest.Count);
        status.SetPublished(model.Name, newest.Version);
        return newest.Count;
    }

    /// <summary>Makes the next snapshot where nobody sees it; null when it would hold too few images, or those that the newest one holds. What it was made of is out of memory afterwards.</summary>
    private Manifest? Stage(SnapshotShelf shelf, LoadedModel model, bool anew, int atLeast, out int images, CancellationToken token)
    {
        using var previous = anew ? null : shelf.OpenNewest(model.Model.Space.Text, s_options);
        using var collected = Collect(previous, model, token);
        images = collected.Builder.Count;
        return images < atLeast || !collected.IsChanged ? null : shelf.Stage(collected.Builder, token);
    }

    private bool Passes(string path, string version, LoadedModel model, CancellationToken token)
    {
        using var snapshot = Snapshot.Open(path);
        var recall = options.CheckQueries == 0 ? 1 : snapshot.MeasureRecall(options.CheckQueries, CheckedNearest, options.CheckEfSearch, token);
        WorkerTelemetry.Recall.Record(recall, new KeyValuePair<string, object?>("model", model.Name));
        if (recall >= options.RecallFloor)
            return true;
        Log.SnapshotRefused(logger, version, model.Name, recall, options.RecallFloor);
        status.SetModel(model.Name, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Its new snapshot found {recall:0.000} of the true nearest, less than {options.RecallFloor} (Publish:RecallFloor): the old one stays."));
        return false;
    }

    // In the order of the ids, which no run changes: equal work gives equal bytes. On a snapshot of the same space only the
    // difference is worked on.
    private Collected Collect(Snapshot? previous, LoadedModel model, CancellationToken token)
    {
        var collected = new Collected(previous, model.Model.Space, s_options);
        try
        {
            var (last, vector) = ("", new float[model.Model.Space.Dimension]);
            while (catalog.Stored(last, RowsAtOnce) is { Count: > 0 } page)
            {
                foreach (var image in page)
                {
                    if (!model.Vectors.Contains(image.File!.Sha256))
                        continue;
                    var item = PublishedItem.From(image.Source, image.File, shown);
                    if (!collected.Has(item) && model.Vectors.TryRead(image.File.Sha256, vector))
                        collected.Take(item, vector);
                }
                last = page[^1].Source.ImageId;
                token.ThrowIfCancellationRequested();
            }
            collected.RemoveOthers();
            return collected;
        }
        catch
        {
            collected.Dispose();
            throw;
        }
    }
}
