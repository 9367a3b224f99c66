namespace ImageRetrieval.VectorIndex;

/// <summary>The blocks of rows of links: one or more each, one after the other. Filled once, then immutable.</summary>
internal sealed unsafe class NeighborBlocks
{
    private readonly AlignedMemory _memory;
    private readonly int _blockBytes;
    private readonly long _rows;

    /// <param name="rows">Rows of links.</param>
    /// <param name="capacity">Links that a row has room for.</param>
    /// <param name="components">Components of a code.</param>
    public NeighborBlocks(long rows, int capacity, int components)
    {
        _rows = rows;
        _blockBytes = NeighborBlock.BytesFor(components);
        Groups = (capacity + NeighborBlock.Nodes - 1) / NeighborBlock.Nodes;
        RowBytes = Groups * _blockBytes;
        _memory = new AlignedMemory(rows * RowBytes);
    }

    /// <summary>Blocks of a row.</summary>
    public int Groups { get; }

    /// <summary>Bytes of a row's blocks.</summary>
    public int RowBytes { get; }

    public long Bytes => _memory.Bytes;

    /// <summary>The blocks of a row; valid while this is reachable. Checked, because rows of upper levels are located by numbers from a file.</summary>
    public byte* Row(long row) => (ulong)row < (ulong)_rows ? _memory.Pointer + (row * RowBytes) : throw DamagedGraph.RowOutOfRange(row, _rows);

    /// <summary>A block of a row.</summary>
    public byte* Block(byte* row, int group) => row + ((long)group * _blockBytes);

    /// <summary>Writes the nodes of a row.</summary>
    /// <exception cref="SnapshotException">One of them is outside the graph.</exception>
    public void Write(long row, ReadOnlySpan<int> nodes, NodeCodes codes, int count)
    {
        foreach (int node in nodes)
        {
            if ((uint)node >= (uint)count)
                throw DamagedGraph.NodeOutOfRange(node, count);
        }

        byte* first = Row(row);
        for (int group = 0; group < Groups; group++)
        {
            int from = Math.Min(nodes.Length, group * NeighborBlock.Nodes);
            NeighborBlock.Write(Block(first, group), nodes[from..Math.Min(nodes.Length, from + NeighborBlock.Nodes)], codes);
        }
    }
}
