namespace ImageRetrieval.VectorIndex;

/// <summary>
/// The bytes of one block: up to 32 nodes with what a search needs to estimate their distances, in the order in which it reads them.
/// </summary>
/// <remarks>
/// First the nodes, then their offsets and factors (16 bits each), then the codes: 64 bytes for each four components, two bytes a
/// node, in which the low halves hold the first two components and the high halves the others. One instruction so reaches all nodes.
/// </remarks>
internal static unsafe class NeighborBlock
{
    /// <summary>Nodes of a block.</summary>
    public const int Nodes = 32;

    /// <summary>Components whose codes share a row of a block.</summary>
    public const int RowComponents = 4;

    /// <summary>Bytes of such a row: two for each node.</summary>
    public const int RowBytes = 2 * Nodes;

    private const int OffsetsAt = Nodes * sizeof(int);
    private const int FactorsAt = OffsetsAt + (Nodes * sizeof(short));
    private const int CodesAt = FactorsAt + (Nodes * sizeof(short));

    /// <summary>Bytes of a block with codes of that many components; a multiple of a cache line.</summary>
    public static int BytesFor(int components) => CodesAt + (components / RowComponents * RowBytes);

    // Invariant: block has BytesFor(components) readable bytes, on the boundary of a cache line.
    public static int* Ids(byte* block) => (int*)block;

    public static short* Offsets(byte* block) => (short*)(block + OffsetsAt);

    public static short* Factors(byte* block) => (short*)(block + FactorsAt);

    public static byte* Codes(byte* block) => block + CodesAt;

    /// <summary>Writes nodes into an empty block; free places contain <see cref="LinkRows.End"/>.</summary>
    /// <param name="block">Zeroed.</param>
    /// <param name="nodes">At most <see cref="Nodes"/>.</param>
    /// <param name="codes">Of all nodes.</param>
    public static void Write(byte* block, ReadOnlySpan<int> nodes, NodeCodes codes)
    {
        new Span<int>(Ids(block), Nodes).Fill(LinkRows.End);
        for (int place = 0; place < nodes.Length; place++)
        {
            int node = nodes[place];
            Ids(block)[place] = node;
            Offsets(block)[place] = codes.Offset(node);
            Factors(block)[place] = codes.Factor(node);
            ReadOnlySpan<byte> components = codes.Of(node);
            byte* pair = Codes(block) + (2 * place);
            for (int i = 0; i < components.Length; i += RowComponents, pair += RowBytes)
            {
                pair[0] = (byte)(components[i] | (components[i + 2] << 4));
                pair[1] = (byte)(components[i + 1] | (components[i + 3] << 4));
            }
        }
    }
}
