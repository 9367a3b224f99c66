namespace ImageRetrieval.VectorIndex;

/// <summary>Some images of one open snapshot. Immutable; any number of searches may share it.</summary>
public sealed class SnapshotFilter
{
    internal SnapshotFilter(Snapshot snapshot, NodeSet nodes)
    {
        Snapshot = snapshot;
        Nodes = nodes;
    }

    /// <summary>Images that it lets through.</summary>
    public int Count => Nodes.Count;

    internal Snapshot Snapshot { get; }

    internal NodeSet Nodes { get; }
}
