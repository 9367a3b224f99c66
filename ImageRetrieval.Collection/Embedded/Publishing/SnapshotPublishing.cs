using System.Diagnostics;
using ImageRetrieval.Collection.Embedded.Catalog;
using ImageRetrieval.Collection.Embedded.Vectors;
using ImageRetrieval.Collection.Publishing;
using ImageRetrieval.VectorIndex;

namespace ImageRetrieval.Collection.Embedded.Publishing;

/// <summary>From the embeddings of a model to a published snapshot.</summary>
internal sealed class SnapshotPublishing(DataLayout layout, ImageCatalog catalog, EmbeddingSpaces embeddings) : IPublishing
{
    private const int RowsAtOnce = 1000;
    private const int CheckedNearest = 10;

    private static readonly HnswOptions s_options = new();

    public ValueTask<PublishedGeneration?> NewestAsync(string model, CancellationToken token) =>
        new(new SnapshotShelf(layout, model).Newest() is { } newest ? new PublishedGeneration(newest.Version, newest.EmbeddingSpace, newest.Count) : null);

    public ValueTask<Publication> PublishAsync(PublishOrder order, CancellationToken token)
    {
        try
        {
            return new(Publish(order, token));
        }
        catch (SnapshotException error)
        {
            throw new CollectionException(CollectionFault.Unexpected, error.Message, error);
        }
    }

    public ValueTask<bool> PinAsync(string model, string? version, CancellationToken token)
    {
        if (version is not null && !new SnapshotShelf(layout, model).Has(version))
            return new(false);
        new SnapshotPin(layout, model).Write(version);
        return new(true);
    }

    private Publication Publish(PublishOrder order, CancellationToken token)
    {
        var started = Stopwatch.GetTimestamp();
        var segments = embeddings.Open(order.Model.Space, order.Model.Dimension).Segments;
        segments.Flush();
        var shelf = new SnapshotShelf(layout, order.Model.Model);
        var old = shelf.Newest();
        if (Stage(shelf, segments, order, out var images, token) is not { } staged)
        {
            return images < order.AtLeast
                ? new(PublicationResult.TooFew, null, images, 0, null, Stopwatch.GetElapsedTime(started))
                : new(PublicationResult.UpToDate, old!.Version, old.Count, old.Count, null, Stopwatch.GetElapsedTime(started));
        }
        var recall = Recall(shelf.Staged(staged.Version), order, token);
        if (recall < order.RecallFloor)
        {
            shelf.Prune(int.MaxValue);
            return new(PublicationResult.Refused, staged.Version, staged.Count, old?.EmbeddingSpace == order.Model.Space ? old.Count : 0, recall, Stopwatch.GetElapsedTime(started));
        }
        shelf.Admit(staged.Version);
        shelf.Prune(order.KeepPrevious);
        return new(PublicationResult.Published, staged.Version, staged.Count, staged.Count, recall, Stopwatch.GetElapsedTime(started));
    }

    /// <summary>Builds the next snapshot where no reader sees it; null when it would hold too few images, or only those of the newest one. Its inputs are no longer in memory afterwards.</summary>
    private Manifest? Stage(SnapshotShelf shelf, EmbeddingSegmentStore segments, PublishOrder order, out int images, CancellationToken token)
    {
        using var previous = order.Rebuild ? null : shelf.OpenNewest(order.Model.Space, s_options);
        using var collected = Collect(previous, segments, order, token);
        images = collected.Builder.Count;
        return images < order.AtLeast || !collected.IsChanged ? null : shelf.Stage(collected.Builder, token);
    }

    private static double Recall(string path, PublishOrder order, CancellationToken token)
    {
        using var snapshot = Snapshot.Open(path);
        return order.CheckQueries == 0 ? 1 : snapshot.MeasureRecall(order.CheckQueries, CheckedNearest, order.CheckEfSearch, token);
    }

    // In the order of the ids, which no run changes: equal work gives equal bytes. Only the difference to a snapshot of the
    // same space is built.
    private Collected Collect(Snapshot? previous, EmbeddingSegmentStore segments, PublishOrder order, CancellationToken token)
    {
        var collected = new Collected(previous, order.Model, s_options);
        try
        {
            var (last, vector) = ("", new float[order.Model.Dimension]);
            while (catalog.Stored(last, RowsAtOnce) is { Count: > 0 } page)
            {
                foreach (var image in page)
                {
                    if (!segments.Contains(image.File!.Sha256))
                        continue;
                    var item = PublishedItem.From(image.Source, image.File, order.ShowUrl);
                    if (!collected.Has(item) && segments.TryRead(image.File.Sha256, vector))
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
