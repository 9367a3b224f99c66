using ImageRetrieval.Collection.Search;
using ImageRetrieval.VectorIndex;

namespace ImageRetrieval.Collection.Embedded.Search;

/// <summary>An order as the positions of one snapshot: 4 bytes for each image.</summary>
internal sealed class PreparedSnapshotOrder(SortOrder order, SortKind kind, Snapshot snapshot, int[] positions) : PreparedOrder(order, kind)
{
    /// <summary>A page of a snapshot in a prepared order.</summary>
    /// <exception cref="ArgumentException">Another engine, or another generation, prepared it.</exception>
    internal static IReadOnlyList<SnapshotItem> Items(PreparedOrder order, Snapshot snapshot, SnapshotFilter? filter, int offset, int limit) =>
        order is PreparedSnapshotOrder own && own.Snapshot == snapshot
            ? snapshot.GetItems(own.Positions, filter, offset, limit)
            : throw new ArgumentException("The order was prepared for another index: prepare it with the lease with which it is used.", nameof(order));

    private Snapshot Snapshot => snapshot;

    private int[] Positions => positions;
}
