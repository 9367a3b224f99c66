using ImageRetrieval.Api.Index;
using ImageRetrieval.VectorIndex;

namespace ImageRetrieval.Api.Search;

/// <summary>
/// Whether a collection shows anything like the query. Its nearest image is held against that image's own neighbourhood: a
/// query of a kind that is absent is about as far from it as everything else (docs/ranking.md).
/// </summary>
internal sealed class Absence
{
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

    /// <param name="nearest">The hit of the largest score.</param>
    /// <returns>Null where it cannot be told.</returns>
    internal bool? Judge(RankedHit? nearest)
    {
        if (_snapshot is null || nearest is not { } hit)
            return null;
        // The query's own image, when copies were asked for, is as similar as can be.
        if (hit.ImageId == _own)
            return false;
        return _snapshot.Distinction(hit.ImageId, hit.Score, _own) is { } distinction ? distinction < _snapshot.DistinctionCut : null;
    }
}
