namespace ImageRetrieval.VectorIndex;

/// <summary>
/// The exceptions of a traversal when a graph that was opened without verification is inconsistent. A wrong number in a file
/// may cause an error, but never a read outside the mapping.
/// </summary>
internal static class DamagedGraph
{
    public static SnapshotException RowOutOfRange(long row, long rows) =>
        Damaged($"The graph names link row {row}; it has {rows}.");

    public static SnapshotException NodeOutOfRange(int node, int count) =>
        Damaged($"The graph links to node {node}; it has {count}.");

    private static SnapshotException Damaged(string what) => new(SnapshotFault.Damaged, what + " Rebuild the index.");
}
