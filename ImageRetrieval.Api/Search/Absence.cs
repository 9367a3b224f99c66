using ImageRetrieval.Api.Index;
using ImageRetrieval.VectorIndex;

namespace ImageRetrieval.Api.Search;

/// <summary>
/// Whether a collection shows anything like the query. Its nearest images are held against their own neighbourhoods, and the
/// result against that of the collection's own pictures (docs/ranking.md).
/// </summary>
internal sealed class Absence
{
    /// <summary>Nearest hits that are looked at: three that differ, and copies among them.</summary>
    internal const int LookedAt = 20;

    private readonly Snapshot? _snapshot;
    private readonly string? _own;

    private Absence(Snapshot? snapshot, string? own) => (_snapshot, _own) = (snapshot, own);

    /// <summary>For one query; one that cannot be judged is always undecided.</summary>
    internal static Absence Of(SnapshotLease lease, SearchRequest request, QueryVector query)
    {
        // A sum of several pictures, or the opposite of one, is none that could be there.
        var isPicture = request.Queries is [{ Weight: > 0 }] && lease.Model.RecognizesContent;
        return new Absence(isPicture ? lease.Snapshot : null, query.ImageIds.FirstOrDefault());
    }

    /// <param name="nearest">The first hits by descending score.</param>
    /// <returns>Null where it cannot be told.</returns>
    internal bool? Judge(IReadOnlyList<SearchHit> nearest)
    {
        if (_snapshot is null || nearest.Count == 0)
            return null;
        if (_snapshot.Distinction(nearest, _own) is not { } distinction)
            return null;
        // One that is as good as there is enough, however far the next ones are; the query's own image, when copies were asked for, is.
        return distinction < _snapshot.DistinctionCut && !Likeness.IsVerySimilar(nearest[0].Score, _snapshot.Closeness(nearest[0].Score));
    }
}
