using System.Collections;

namespace ImageRetrieval.VectorIndex;

/// <summary>A subset of the images of one open snapshot. Immutable; any number of searches may share it.</summary>
public sealed class SnapshotFilter
{
    internal SnapshotFilter(Snapshot snapshot, BitArray positions, NodeSet nodes)
    {
        Snapshot = snapshot;
        Positions = positions;
        Nodes = nodes;
        foreach (bool isIn in positions)
            Count += isIn ? 1 : 0;
    }

    /// <summary>The number of images that match.</summary>
    public int Count { get; }

    internal Snapshot Snapshot { get; }

    /// <summary>The images, by position.</summary>
    internal BitArray Positions { get; }

    /// <summary>The nodes that have one of them.</summary>
    internal NodeSet Nodes { get; }
}
