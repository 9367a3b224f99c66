using ImageRetrieval.Api.Facets;
using ImageRetrieval.Api.Filters;
using ImageRetrieval.VectorIndex;
using ImageRetrieval.Vision.Embedding;

namespace ImageRetrieval.Api.Index;

/// <summary>
/// A snapshot in use, with the model of its space. It counts its users: a retired one is unmapped when the last request
/// that searches it has ended, so a swap fails no request.
/// </summary>
internal sealed class LiveSnapshot(EmbeddingModel model, Snapshot snapshot, NumberColumns columns)
{
    // A filter is a bit for each image: 64 of them over a million images are 8 MB.
    private const int FiltersKept = 64;

    // A table is at most some hundred values for each column.
    private const int FacetsKept = 16;

    private int _users = 1; // the holder itself

    internal LiveSnapshot(EmbeddingModel model, Snapshot snapshot)
        : this(model, snapshot, new NumberColumns(snapshot))
    {
    }

    internal EmbeddingModel Model { get; } = model;

    internal Snapshot Snapshot { get; } = snapshot;

    internal ConditionCache<SnapshotFilter> Filters { get; } = new((filter, token) => snapshot.Filter(filter is null ? _ => true : filter.On(columns, token), token), FiltersKept);

    internal ConditionCache<FacetTable> Facets { get; } = new((filter, token) => FacetCounter.Count(snapshot, filter?.On(columns, token), token: token), FacetsKept);

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
