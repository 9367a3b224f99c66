using ImageRetrieval.Collection.Facets;
using ImageRetrieval.Collection.Search;
using ImageRetrieval.VectorIndex;

namespace ImageRetrieval.Collection.Embedded.Search;

/// <summary>
/// A snapshot in use. It counts its users: a retired one is unmapped when the last request that searches it has ended, so a
/// swap fails no request.
/// </summary>
internal sealed class LiveSnapshot
{
    // A filter is a bit for each image: 64 of them over a million images are 8 MB.
    private const int FiltersKept = 64;

    // A table is at most some hundred values for each column.
    private const int FacetsKept = 16;

    // An order is 4 bytes for each image: 16 of them over a million images are 64 MB.
    private const int OrdersKept = 16;

    private int _users = 1; // the holder itself

    internal LiveSnapshot(string model, Snapshot snapshot)
    {
        Snapshot = snapshot;
        Meaning = new SnapshotMeaning(snapshot);
        Info = InfoOf(model, snapshot);
        var columns = new NumberColumns(snapshot);
        Filters = new((filter, token) => new PreparedSnapshotFilter(filter!, snapshot.Filter(columns.ConditionOf(filter, token)!, token)), FiltersKept);
        Orders = new((order, token) => OrderedPositions.Prepare(snapshot, order, token), order => (order.Descending ? "-" : "+") + order.Field, OrdersKept);
        Facets = new((filter, token) => FacetCounter.Count(snapshot, columns.ConditionOf(filter, token), token: token), FacetsKept);
    }

    internal IndexInfo Info { get; }

    internal Snapshot Snapshot { get; }

    internal SnapshotMeaning Meaning { get; }

    internal ConditionCache<PreparedFilter> Filters { get; }

    internal ConditionCache<FacetTable> Facets { get; }

    internal ScanCache<SortOrder, PreparedOrder> Orders { get; }

    internal static IndexInfo InfoOf(string model, Snapshot snapshot)
    {
        var manifest = snapshot.Manifest;
        return new IndexInfo
        {
            Model = model,
            EmbeddingSpace = manifest.EmbeddingSpace,
            Version = manifest.Version,
            Count = manifest.Count,
            Dimension = manifest.Dimension,
            Created = manifest.Created,
            ContentHash = manifest.ContentHash,
            Bytes = manifest.Sections.Sum(section => section.Length),
            HasContext = snapshot.HasContext,
        };
    }

    /// <summary>Adds a user; false when it was retired and left by all.</summary>
    internal bool TryEnter()
    {
        var users = Volatile.Read(ref _users);
        while (users > 0)
        {
            var seen = Interlocked.CompareExchange(ref _users, users + 1, users);
            if (seen == users)
                return true;
            users = seen;
        }
        return false;
    }

    internal void Leave()
    {
        if (Interlocked.Decrement(ref _users) == 0)
            Snapshot.Dispose();
    }
}
