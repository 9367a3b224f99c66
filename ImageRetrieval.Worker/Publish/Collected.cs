using ImageRetrieval.VectorIndex;
using ImageRetrieval.Vision.Embedding;

namespace ImageRetrieval.Worker.Publish;

/// <summary>What a snapshot will hold, as the difference to the one before. Not thread-safe.</summary>
internal sealed class Collected : IDisposable
{
    /// <param name="previous">The newest snapshot of the same space, built with the same options; null to begin with none. Stays the caller's.</param>
    /// <param name="space">Of the vectors.</param>
    /// <param name="options">Of the graph.</param>
    internal Collected(Snapshot? previous, EmbeddingSpace space, HnswOptions options) =>
        (Builder, IsChanged) = previous is null
            ? (new SnapshotBuilder(space.Text, space.Dimension, options), false)
            // One of an earlier build is published again for the context that it lacks.
            : (SnapshotBuilder.Continue(previous, options), !previous.HasContext);

    internal SnapshotBuilder Builder { get; }

    /// <summary>Whether anything differs from the previous snapshot.</summary>
    internal bool IsChanged { get; private set; }

    /// <summary>Whether the previous snapshot has the image as it is. The item names the hash of the bytes, and equal bytes have equal vectors in one space.</summary>
    internal bool Has(SnapshotItem item) => Builder.Keep(item);

    /// <summary>Takes an image in that the previous snapshot does not have, or not as it is.</summary>
    internal void Take(SnapshotItem item, ReadOnlySpan<float> vector)
    {
        Builder.Remove(item.ImageId);
        Builder.Add(item, vector);
        IsChanged = true;
    }

    /// <summary>Leaves out what the previous snapshot has and nobody asked for.</summary>
    internal void RemoveOthers() => IsChanged |= Builder.RemoveOthers() > 0;

    public void Dispose() => Builder.Dispose();
}
