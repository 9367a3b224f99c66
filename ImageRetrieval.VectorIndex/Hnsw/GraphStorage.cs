namespace ImageRetrieval.VectorIndex;

/// <summary>The links of a graph in memory: what a builder fills, a graph searches and a snapshot writes.</summary>
internal sealed unsafe class GraphStorage
{
    // Both are kept because the view points into them.
    private readonly AlignedMemory _vectors;
    private readonly AlignedMemory _ground;
    private readonly AlignedMemory _upper;
    private readonly AlignedMemory _perNode;

    public GraphStorage(VectorStore vectors, HnswOptions options)
    {
        VectorRows rows = vectors.Rows;
        _vectors = vectors.Memory;
        _perNode = new AlignedMemory(2L * rows.Count * sizeof(int));
        Levels = new byte[rows.Count];
        var firstUpperRow = new Span<int>((int*)_perNode.Pointer, rows.Count);
        NextCopy = (int*)_perNode.Pointer + rows.Count;
        new Span<int>(NextCopy, rows.Count).Fill(-1);
        Originals = rows.Count - CopyChains.Link(rows, new Span<int>(NextCopy, rows.Count), out bool[] isCopy);
        IsCopy = isCopy;

        int upperRows = DrawLevels(options, firstUpperRow);
        _ground = new AlignedMemory((long)rows.Count * LinkRows.StrideFor(options.M0) * sizeof(int));
        _upper = new AlignedMemory((long)upperRows * LinkRows.StrideFor(options.M) * sizeof(int));
        View = new GraphView(
            rows,
            new LinkRows((int*)_ground.Pointer, rows.Count, options.M0),
            new LinkRows((int*)_upper.Pointer, upperRows, options.M),
            (int*)_perNode.Pointer);
    }

    public GraphView View { get; }

    public byte[] Levels { get; }

    /// <summary>For each node the next one with the very same vector; -1 at the end. Ascending.</summary>
    public int* NextCopy { get; }

    /// <summary>Nodes that are a copy of an earlier one: they have no links, their original stands for them.</summary>
    public bool[] IsCopy { get; }

    /// <summary>Nodes that are not copies.</summary>
    public int Originals { get; }

    public int EntryPoint { get; set; } = -1;

    public int MaxLevel => EntryPoint < 0 ? 0 : Levels[EntryPoint];

    private int DrawLevels(HnswOptions options, Span<int> firstUpperRow)
    {
        int upperRows = 0;
        for (int node = 0; node < Levels.Length; node++)
        {
            int level = IsCopy[node] ? 0 : LevelDraw.Level(options.Seed, node, options.M);
            Levels[node] = (byte)level;
            firstUpperRow[node] = level == 0 ? -1 : upperRows;
            upperRows = checked(upperRows + level);
        }

        return upperRows;
    }
}
