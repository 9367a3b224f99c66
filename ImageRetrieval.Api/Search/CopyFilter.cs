using ImageRetrieval.Collection.Items;
using ImageRetrieval.Collection.Search;

namespace ImageRetrieval.Api.Search;

/// <summary>Leaves out the query's own images and further images of the same bytes.</summary>
internal sealed class CopyFilter(QueryVector query)
{
    /// <summary>Of ordered hits, each picture's first.</summary>
    internal IEnumerable<FoundItem> WithoutCopies(IEnumerable<FoundItem> hits)
    {
        var seen = new HashSet<string>(query.Sha256s, StringComparer.Ordinal);
        return hits.Where(hit => !query.ImageIds.Contains(hit.ImageId) && (DigestOf(hit) is not { } digest || seen.Add(digest)));
    }

    /// <summary>Of hits, those that are not the query's own images, nor of their bytes.</summary>
    internal IEnumerable<FoundItem> WithoutQuery(IEnumerable<FoundItem> hits) =>
        hits.Where(hit => !query.ImageIds.Contains(hit.ImageId) && (DigestOf(hit) is not { } digest || !query.Sha256s.Contains(digest)));

    private static string? DigestOf(FoundItem hit) => hit.Item.Fields.GetValueOrDefault(ItemFields.Sha256);
}
