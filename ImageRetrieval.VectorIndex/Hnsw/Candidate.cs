namespace ImageRetrieval.VectorIndex;

/// <summary>
/// A node and its distance in one sortable number: the distance's bits in the upper half, then the node, then a mark.
/// </summary>
/// <remarks>
/// The bits of a non-negative float sort like the float, so comparing keys compares by distance and then by node:
/// one integer comparison, and deterministic tie-breaking. The lowest bit means "expanded" and never affects the order, because a
/// pool never contains a node twice.
/// </remarks>
internal static class Candidate
{
    public const int MaxNodes = int.MaxValue / 2;

    private const ulong ExpandedBit = 1;

    public static ulong Key(float distance, int node) =>
        ((ulong)BitConverter.SingleToUInt32Bits(distance) << 32) | ((ulong)(uint)node << 1);

    public static int Node(ulong key) => (int)((uint)key >> 1);

    public static float Distance(ulong key) => BitConverter.UInt32BitsToSingle((uint)(key >> 32));

    public static bool IsExpanded(ulong key) => (key & ExpandedBit) != 0;

    public static ulong Expanded(ulong key) => key | ExpandedBit;

    public static ulong Unexpanded(ulong key) => key & ~ExpandedBit;

    public static Neighbor ToNeighbor(ulong key) => new(Node(key), Distance(key));

    /// <summary>Writes as many as fit; returns how many.</summary>
    public static int CopyTo(ReadOnlySpan<ulong> keys, Span<Neighbor> neighbors)
    {
        int count = Math.Min(keys.Length, neighbors.Length);
        for (int i = 0; i < count; i++)
            neighbors[i] = ToNeighbor(keys[i]);
        return count;
    }

    public static Neighbor[] ToNeighbors(ReadOnlySpan<ulong> keys)
    {
        var neighbors = new Neighbor[keys.Length];
        for (int i = 0; i < keys.Length; i++)
            neighbors[i] = ToNeighbor(keys[i]);
        return neighbors;
    }
}
