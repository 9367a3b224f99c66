using ImageRetrieval.Api.Index;
using ImageRetrieval.Collection.Search;

namespace ImageRetrieval.Api.Search;

/// <summary>
/// Whether a collection shows anything like the query. Its nearest images are compared with their own neighbourhoods, and the
/// result against that of the collection's own pictures (docs/ranking.md).
/// </summary>
internal sealed class Absence
{
    /// <summary>Nearest hits that are judged: three that differ, and copies among them.</summary>
    internal const int Judged = 20;

    private readonly IIndexLease? _index;
    private readonly string? _own;

    private Absence(IIndexLease? index, string? own) => (_index, _own) = (index, own);

    /// <summary>For one query; one that cannot be judged is always undecided.</summary>
    internal static Absence Of(ModelLease lease, SearchRequest request, QueryVector query)
    {
        // A sum of several pictures, or the opposite of one, is not a picture that could be there.
        var isPicture = request.Queries is [{ Weight: > 0 }] && lease.Model.RecognizesContent;
        return new Absence(isPicture ? lease.Index : null, query.ImageIds.FirstOrDefault());
    }

    /// <param name="nearest">The first hits by descending score.</param>
    /// <param name="token">Cancels the request.</param>
    /// <returns>Null where it is unknown.</returns>
    internal async ValueTask<bool?> JudgeAsync(IReadOnlyList<FoundItem> nearest, CancellationToken token)
    {
        if (_index is null || nearest.Count == 0)
            return null;
        if (await _index.DistinctionAsync(nearest, _own, token) is not { } distinction)
            return null;
        // One very similar hit is enough, regardless of the next ones; the query's own image, when copies are requested, is one.
        return distinction < _index.Meaning.DistinctionCut && !Likeness.IsVerySimilar(nearest[0].Score, _index.Meaning.Closeness(nearest[0].Score));
    }
}
