namespace ImageRetrieval.VectorIndex;

/// <summary>Vectors, codes and links of a graph in memory: filled by a builder, searched by a graph and written by a snapshot.</summary>
internal sealed unsafe class GraphStorage
{
    // Kept alive because the view points into them.
    private readonly AlignedMemory _vectors;
    private readonly AlignedMemory? _codes;
    private readonly AlignedMemory _ground;
    private readonly AlignedMemory _upper;
    private readonly AlignedMemory _perNode;

    private int _entryPoint = -1;

    /// <param name="vectors">One row per node.</param>
    /// <param name="options">The graph's options.</param>
    /// <param name="levels">The levels of the first nodes, when a graph is continued; the others are drawn.</param>
    public GraphStorage(VectorStore vectors, HnswOptions options, ReadOnlySpan<byte> levels)
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

        int upperRows = SetLevels(options, levels, firstUpperRow);
        var ground = LinkMemory(rows.Count, options.M0, out _ground);
        var upper = LinkMemory(upperRows, options.M, out _upper);
        CodeRows codes = default;
        if (options.Codes == VectorCodes.EightBit)
            codes = CodeMemory(rows, out _codes);
        View = new GraphView(rows, codes, ground, upper, (int*)_perNode.Pointer);
    }

    public GraphView View { get; }

    public byte[] Levels { get; }

    /// <summary>For each node the next one with a bit-identical vector; -1 at the end. Ascending.</summary>
    public int* NextCopy { get; }

    /// <summary>Nodes that are copies of an earlier one: they have no links and are represented by their original.</summary>
    public bool[] IsCopy { get; }

    /// <summary>Nodes that are not copies.</summary>
    public int Originals { get; }

    /// <summary>-1 while there is none. Written by one thread at a time, read by all.</summary>
    public int EntryPoint
    {
        get => Volatile.Read(ref _entryPoint);
        set => Volatile.Write(ref _entryPoint, value);
    }

    public int MaxLevel => EntryPoint is var entry && entry < 0 ? 0 : Levels[entry];

    /// <summary>Fills the codes, where there are any.</summary>
    public void EncodeAll()
    {
        for (int node = 0; View.Codes.Exist && node < View.Count; node++)
            View.Codes.Encode(node, View.Vectors.Row(node));
        GC.KeepAlive(this);
    }

    private static LinkRows LinkMemory(int rows, int capacity, out AlignedMemory memory)
    {
        memory = new AlignedMemory((long)rows * LinkRows.StrideFor(capacity) * sizeof(int));
        var links = new LinkRows((int*)memory.Pointer, rows, capacity);
        for (int row = 0; row < rows; row++)
            new Span<int>(links.Row(row), links.Stride).Fill(LinkRows.End);
        return links;
    }

    private static CodeRows CodeMemory(VectorRows rows, out AlignedMemory memory)
    {
        long codeBytes = (long)rows.Count * CodeDot.PaddedLength(rows.Dimension);
        memory = new AlignedMemory(codeBytes + ((long)rows.Count * sizeof(CodeInfo)));
        return new CodeRows(memory.Pointer, (CodeInfo*)(memory.Pointer + codeBytes), rows.Count, rows.Dimension);
    }

    private int SetLevels(HnswOptions options, ReadOnlySpan<byte> levels, Span<int> firstUpperRow)
    {
        int upperRows = 0;
        for (int node = 0; node < Levels.Length; node++)
        {
            int level = IsCopy[node] ? 0 : node < levels.Length ? levels[node] : LevelDraw.Level(options.Seed, node, options.M);
            Levels[node] = (byte)level;
            firstUpperRow[node] = level == 0 ? -1 : upperRows;
            upperRows = checked(upperRows + level);
        }

        return upperRows;
    }
}
