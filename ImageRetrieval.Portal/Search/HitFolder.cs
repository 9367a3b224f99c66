using ImageRetrieval.Portal.Api;

namespace ImageRetrieval.Portal.Search;

/// <summary>Folds images of the same bytes into the first of them.</summary>
internal static class HitFolder
{
    /// <param name="hits">The Api's, best first.</param>
    /// <param name="known">The pictures of the collection that are searched with: they are no results.</param>
    /// <param name="count">The most to return.</param>
    public static List<Hit> Fold(IEnumerable<ReplyHit> hits, IReadOnlyDictionary<string, ImageDetails> known, int count)
    {
        var versions = known.Values.Select(image => image.Version).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var folded = new List<(ReplyHit Image, List<string> Copies)>();
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var hit in hits.Where(hit => !known.ContainsKey(hit.Id)))
        {
            if (hit.Version is { } version && places.TryGetValue(version, out var place))
                folded[place].Copies.Add(hit.Id);
            else
            {
                if (hit.Version is { } first)
                    places.Add(first, folded.Count);
                folded.Add((hit, []));
            }
        }
        return [.. folded.Take(count).Select(hit => new Hit(hit.Image, hit.Copies, hit.Image.Version is { } version && versions.Contains(version)))];
    }
}
