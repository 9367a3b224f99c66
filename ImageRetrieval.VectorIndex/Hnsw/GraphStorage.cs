namespace ImageRetrieval.VectorIndex;

/// <summary>Vectors, codes and links of a graph in memory: filled by a builder, searched by a graph and written by a snapshot.</summary>
internal sealed unsafe class GraphStorage
{
    private const int EncodedAtOnce = 1024;

    // Kept alive because the view points into them.
    private readonly AlignedMemory _vectors;
    private readonly AlignedMemory? _codes;
    private readonly AlignedMemory? _projected;
    private readonly AlignedMemory _ground;
    private readonly AlignedMemory _upper;
    private readonly AlignedMemory _perNode;

    private int _entryPoint = -1;

    /// <param name="vectors">One row per node.</param>
    /// <param name="options">The graph's options.</param>
    /// <param name="levels">The levels of the first nodes, when a graph is continued; the others are drawn.</param>
    /// <param name="projection">The projection by which the graph is traversed; null for all components.</param>
    public GraphStorage(VectorStore vectors, HnswOptions options, ReadOnlySpan<byte> levels, Projection? projection)
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
        CodeRows codes = default, wholeCodes = default;
        if (options.Codes == VectorCodes.EightBit)
            codes = CodeMemory(rows.Count, rows.Dimension, out _codes);
        if (projection is not null)
            (wholeCodes, codes) = (codes, ProjectedMemory(rows.Count, projection.Length, out _projected));
        View = new GraphView(new GraphRows(rows, codes) { Projection = projection, WholeCodes = wholeCodes }, ground, upper, (int*)_perNode.Pointer);
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
    /// <param name="threads">At least 1.</param>
    /// <param name="token">Ends it between two parts.</param>
    public void EncodeAll(int threads, CancellationToken token)
    {
        if (!View.Codes.Exist)
            return;
        int parts = (View.Count + EncodedAtOnce - 1) / EncodedAtOnce;
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = token };
        if (threads == 1)
        {
            for (int part = 0; part < parts; part++)
            {
                token.ThrowIfCancellationRequested();
                Encode(part);
            }
        }
        else
        {
            Parallel.For(0, parts, options, Encode);
        }

        GC.KeepAlive(this);
    }

    private void Encode(int part)
    {
        var projected = View.Projection is { } projection ? new FloatMatrix(1, Projection.RoomFor(projection.Length)) : null;
        for (int node = part * EncodedAtOnce; node < Math.Min(View.Count, (part + 1) * EncodedAtOnce); node++)
        {
            float* row = View.Vectors.Row(node);
            View.WholeCodes.Encode(node, row);
            if (projected is null)
                continue;
            View.Projection!.Apply(row, projected.Row(0));
            View.Codes.Encode(node, projected.Row(0));
        }

        GC.KeepAlive(projected);
    }

    private static LinkRows LinkMemory(int rows, int capacity, out AlignedMemory memory)
    {
        memory = new AlignedMemory((long)rows * LinkRows.StrideFor(capacity) * sizeof(int));
        var links = new LinkRows((int*)memory.Pointer, rows, capacity);
        for (int row = 0; row < rows; row++)
            new Span<int>(links.Row(row), links.Stride).Fill(LinkRows.End);
        return links;
    }

    private static CodeRows CodeMemory(int count, int dimension, out AlignedMemory memory)
    {
        long codeBytes = (long)count * CodeDot.PaddedLength(dimension);
        memory = new AlignedMemory(codeBytes + ((long)count * sizeof(CodeInfo)));
        return new CodeRows(memory.Pointer, (CodeInfo*)(memory.Pointer + codeBytes), count, dimension);
    }

    private static CodeRows ProjectedMemory(int count, int length, out AlignedMemory memory)
    {
        memory = new AlignedMemory((long)count * CodeDot.PaddedLength(length + CodeRows.ScaleBytes));
        return new CodeRows(memory.Pointer, count, length);
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
