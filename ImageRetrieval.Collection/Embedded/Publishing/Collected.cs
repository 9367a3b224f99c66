using ImageRetrieval.Collection.Embeddings;
using ImageRetrieval.VectorIndex;

namespace ImageRetrieval.Collection.Embedded.Publishing;

/// <summary>What a snapshot will hold, as the difference to the one before. Not thread-safe.</summary>
internal sealed class Collected : IDisposable
{
    /// <param name="previous">The newest snapshot of the same space, built with the same options; null to begin with none. Stays the caller's.</param>
    /// <param name="model">The model of these embeddings.</param>
    /// <param name="options">Of the graph.</param>
    internal Collected(Snapshot? previous, ModelSpace model, HnswOptions options) =>
        (Builder, IsChanged) = previous is null
            ? (new SnapshotBuilder(model.Space, model.Dimension, options), false)
            // One of an earlier build is published again for the context that it lacks.
            : (SnapshotBuilder.Continue(previous, options), !previous.HasContext);

    internal SnapshotBuilder Builder { get; }

    /// <summary>Whether anything differs from the previous snapshot.</summary>
    internal bool IsChanged { get; private set; }

    /// <summary>Whether the previous snapshot has the image as it is. The item names the hash of the bytes, and equal bytes have equal vectors in one space.</summary>
    internal bool Has(SnapshotItem item) => Builder.Keep(item);

    /// <summary>Adds an image that the previous snapshot does not have, or not as it is.</summary>
    internal void Take(SnapshotItem item, ReadOnlySpan<float> vector)
    {
        Builder.Remove(item.ImageId);
        Builder.Add(item, vector);
        IsChanged = true;
    }

    /// <summary>Leaves out what only the previous snapshot has.</summary>
    internal void RemoveOthers() => IsChanged |= Builder.RemoveOthers() > 0;

    public void Dispose() => Builder.Dispose();
}
