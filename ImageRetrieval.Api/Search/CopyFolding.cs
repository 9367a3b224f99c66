using ImageRetrieval.Api.Duplicates;
using ImageRetrieval.Collection;
using ImageRetrieval.Collection.Duplicates;
using ImageRetrieval.VectorIndex;

namespace ImageRetrieval.Api.Search;

/// <summary>
/// Folds the copies among hits into the best of them. More hits than wanted are asked for, once; if they are too few without the
/// copies, once more for many; whoever has more copies than that gets fewer hits. For one search.
/// </summary>
internal sealed class CopyFolding(Snapshot snapshot, LoadedDuplicates? duplicates, DuplicateLevel level)
{
    private const int MostIds = 10;
    private const int MostLookedAt = 10_000;

    // By hit: the copies that were folded into it.
    private readonly Dictionary<string, List<string>> _copies = new(StringComparer.Ordinal);

    /// <summary>The best hits without their copies.</summary>
    /// <param name="wanted">How many.</param>
    /// <param name="search">Finds so many hits, best first; fewer when there are no more.</param>
    internal FoundHits Search(int wanted, Func<int, FoundHits> search)
    {
        var lookedAt = (2 * wanted) + 20;
        while (true)
        {
            var found = search(lookedAt);
            var folded = Fold(found.Hits, wanted);
            if (folded.Count == wanted || found.Hits.Count < lookedAt || lookedAt >= MostOf(wanted))
                return found with { Hits = folded };
            lookedAt = MostOf(wanted);
        }
    }

    /// <summary>What was folded into a hit.</summary>
    internal FoldedCopies CopiesOf(string imageId) =>
        _copies.TryGetValue(imageId, out var ids) ? new(ids.Count, [.. ids.Take(MostIds)]) : new(0, []);

    private static int MostOf(int wanted) => Math.Min(MostLookedAt, (10 * wanted) + 200);

    private List<RankedHit> Fold(List<RankedHit> hits, int wanted)
    {
        _copies.Clear();
        var folded = new List<RankedHit>();
        // The best hit of each content, and of each copy of such a content.
        var (byKey, byCopy) = (new Dictionary<ContentKey, string>(), new Dictionary<int, string>());
        foreach (var hit in hits)
        {
            if (KeyOf(hit.ImageId) is not { } key)
            {
                if (folded.Count < wanted)
                    folded.Add(hit);
                continue;
            }
            var number = duplicates is not null && level > DuplicateLevel.Bytes && duplicates.File.TryFind(key, out var found) ? found : -1;
            if (byKey.TryGetValue(key, out var best) || byCopy.TryGetValue(number, out best))
            {
                Add(best, hit.ImageId);
                continue;
            }
            if (folded.Count == wanted)
                continue;
            folded.Add(hit);
            byKey[key] = hit.ImageId;
            foreach (var copy in number < 0 ? [] : duplicates!.CopiesOf(number, level))
                byCopy.TryAdd(copy, hit.ImageId);
        }
        return folded;
    }

    private void Add(string best, string copy)
    {
        if (!_copies.TryGetValue(best, out var ids))
            _copies[best] = ids = [];
        ids.Add(copy);
    }

    private ContentKey? KeyOf(string imageId) =>
        snapshot.TryGetItem(imageId, out var item) && ContentKey.TryParse(item.Fields.GetValueOrDefault("sha256"), out var key) ? key : null;
}
