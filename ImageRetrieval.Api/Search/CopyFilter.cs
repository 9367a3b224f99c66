using ImageRetrieval.VectorIndex;

namespace ImageRetrieval.Api.Search;

/// <summary>Leaves out the query's own images and further images of the same bytes.</summary>
internal sealed class CopyFilter(Snapshot snapshot, QueryVector query)
{
    /// <summary>Of ordered hits, each picture's first.</summary>
    internal IEnumerable<RankedHit> WithoutCopies(IEnumerable<RankedHit> hits)
    {
        var seen = new HashSet<string>(query.Sha256s, StringComparer.Ordinal);
        return hits.Where(hit => !query.ImageIds.Contains(hit.ImageId) && (DigestOf(hit.ImageId) is not { } digest || seen.Add(digest)));
    }

    /// <summary>Of hits, those that are not the query's own images, nor of their bytes.</summary>
    internal IEnumerable<RankedHit> WithoutQuery(IEnumerable<RankedHit> hits) =>
        hits.Where(hit => !query.ImageIds.Contains(hit.ImageId) && (DigestOf(hit.ImageId) is not { } digest || !query.Sha256s.Contains(digest)));

    private string? DigestOf(string imageId) =>
        snapshot.TryGetItem(imageId, out var item) ? item.Fields.GetValueOrDefault("sha256") : null;
}
