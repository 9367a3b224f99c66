using ImageRetrieval.VectorIndex;
using ImageRetrieval.Vision.Embedding;

namespace ImageRetrieval.Worker.Publish;

/// <summary>What a snapshot will hold, as the difference to the one before. Not thread-safe.</summary>
internal sealed class Collected : IDisposable
{
    private readonly Snapshot? _previous;
    private readonly HashSet<string> _notSeen = new(StringComparer.Ordinal);

    /// <param name="previous">The newest snapshot of the same space, built with the same options; null to begin with none. Stays the caller's.</param>
    /// <param name="space">Of the vectors.</param>
    /// <param name="options">Of the graph.</param>
    internal Collected(Snapshot? previous, EmbeddingSpace space, HnswOptions options)
    {
        _previous = previous;
        Builder = previous is null ? new SnapshotBuilder(space.Text, space.Dimension, options) : SnapshotBuilder.Continue(previous, options);
        for (var position = 0; position < previous?.Count; position++)
            _notSeen.Add(previous.GetItem(position).ImageId);
    }

    internal SnapshotBuilder Builder { get; }

    /// <summary>Whether anything differs from the previous snapshot.</summary>
    internal bool IsChanged { get; private set; }

    /// <summary>Takes an image in, unless the previous snapshot has it as it is.</summary>
    internal void Take(SnapshotItem item, ReadOnlySpan<float> vector)
    {
        if (_notSeen.Remove(item.ImageId))
        {
            // The item names the hash of the bytes, and equal bytes have equal vectors in one space.
            if (_previous!.TryGetItem(item.ImageId, out var old) && IsSame(old.Fields, item.Fields))
                return;
            Builder.Remove(item.ImageId);
        }
        Builder.Add(item, vector);
        IsChanged = true;
    }

    /// <summary>Leaves out what the previous snapshot has and nobody took in.</summary>
    internal void RemoveOthers()
    {
        foreach (var imageId in _notSeen)
            Builder.Remove(imageId);
        IsChanged |= _notSeen.Count > 0;
        _notSeen.Clear();
    }

    public void Dispose() => Builder.Dispose();

    private static bool IsSame(IReadOnlyDictionary<string, string> one, IReadOnlyDictionary<string, string> other) =>
        one.Count == other.Count && one.All(field => other.TryGetValue(field.Key, out var value) && value == field.Value);
}
