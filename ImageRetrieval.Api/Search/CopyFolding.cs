using ImageRetrieval.Collection;
using ImageRetrieval.Collection.Duplicates;
using ImageRetrieval.Collection.Items;
using ImageRetrieval.Collection.Search;

namespace ImageRetrieval.Api.Search;

/// <summary>
/// Folds the copies among hits into the best of them. More hits than requested are searched for once; if too few are left without the
/// copies, many more are requested once; with still more copies there are fewer hits. For one search.
/// </summary>
internal sealed class CopyFolding(IPublishedDuplicates? duplicates, DuplicateLevel level)
{
    private const int MostIds = 10;
    private const int MostCandidates = 10_000;

    // By hit: the copies that were folded into it.
    private readonly Dictionary<string, List<string>> _copies = new(StringComparer.Ordinal);

    /// <summary>The best hits without their copies.</summary>
    /// <param name="wanted">How many.</param>
    /// <param name="search">Finds that number of hits, best first; fewer when there are no more.</param>
    /// <param name="token">Cancels the search.</param>
    internal async ValueTask<FoundHits> SearchAsync(int wanted, Func<int, ValueTask<FoundHits>> search, CancellationToken token)
    {
        var candidates = (2 * wanted) + 20;
        while (true)
        {
            var found = await search(candidates);
            var folded = await FoldAsync(found.Hits, wanted, token);
            if (folded.Count == wanted || found.Hits.Count < candidates || candidates >= MostOf(wanted))
                return found with { Hits = folded };
            candidates = MostOf(wanted);
        }
    }

    /// <summary>What was folded into a hit.</summary>
    internal FoldedCopies CopiesOf(string imageId) =>
        _copies.TryGetValue(imageId, out var ids) ? new(ids.Count, [.. ids.Take(MostIds)]) : new(0, []);

    private static int MostOf(int wanted) => Math.Min(MostCandidates, (10 * wanted) + 200);

    private async ValueTask<List<FoundItem>> FoldAsync(List<FoundItem> hits, int wanted, CancellationToken token)
    {
        _copies.Clear();
        var folded = new List<FoundItem>();
        // The best hit of each content, and of each copy of such a content.
        var (byKey, byCopy) = (new Dictionary<ContentKey, string>(), new Dictionary<int, string>());
        foreach (var hit in hits)
        {
            if (KeyOf(hit) is not { } key)
            {
                if (folded.Count < wanted)
                    folded.Add(hit);
                continue;
            }
            var number = duplicates is not null && level > DuplicateLevel.Bytes ? await duplicates.FindAsync(key, token) ?? -1 : -1;
            if (byKey.TryGetValue(key, out var best) || byCopy.TryGetValue(number, out best))
            {
                Add(best, hit.ImageId);
                continue;
            }
            if (folded.Count == wanted)
                continue;
            folded.Add(hit);
            byKey[key] = hit.ImageId;
            foreach (var copy in number < 0 ? [] : await duplicates!.CopiesOfAsync(number, level, token))
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

    private static ContentKey? KeyOf(FoundItem hit) => ContentKey.TryParse(hit.Item.Fields.GetValueOrDefault(ItemFields.Sha256), out var key) ? key : null;
}
