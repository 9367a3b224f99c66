namespace ImageRetrieval.VectorIndex;

/// <summary>The shared state of the threads of one construction.</summary>
internal sealed class GraphConstruction
{
    public GraphConstruction(GraphStorage storage, HnswOptions options)
    {
        Storage = storage;
        Options = options;
        GraphView view = storage.View;
        Locks = new NodeLocks(view.Count);
        GroundDistances = new AlignedMemory(view.Ground.Rows * view.Ground.Stride * sizeof(float));
        UpperDistances = new AlignedMemory(view.Upper.Rows * view.Upper.Stride * sizeof(float));
    }

    public GraphStorage Storage { get; }

    public HnswOptions Options { get; }

    public NodeLocks Locks { get; }

    /// <summary>Held while inserting a node that may become the entry point.</summary>
    public Lock EntryLock { get; } = new();

    // The distance of each link, stored with the links, because pruning a full node needs them.
    public AlignedMemory GroundDistances { get; }

    public AlignedMemory UpperDistances { get; }

    /// <summary>The links of a node with their distances.</summary>
    public unsafe LinkRow Row(int node, int level)
    {
        GraphView view = Storage.View;
        LinkRows rows = level == 0 ? view.Ground : view.Upper;
        AlignedMemory distances = level == 0 ? GroundDistances : UpperDistances;
        long row = level == 0 ? node : view.UpperRow(node, level);
        return new LinkRow(rows.Row(row), (float*)distances.Pointer + (row * rows.Stride), rows.Capacity);
    }
}
