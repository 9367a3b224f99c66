namespace ImageRetrieval.VectorIndex;

/// <summary>
/// What a traversal throws when a graph that was opened without verification contradicts itself.
/// A wrong number in a file may cost an error, never a read outside the mapping.
/// </summary>
internal static class DamagedGraph
{
    public static SnapshotException RowOutOfRange(long row, long rows) =>
        Damaged($"The graph names link row {row}; it has {rows}.");

    public static SnapshotException NodeOutOfRange(int node, int count) =>
        Damaged($"The graph links to node {node}; it has {count}.");

    private static SnapshotException Damaged(string what) => new(SnapshotFault.Damaged, what + " Rebuild the index.");
}
