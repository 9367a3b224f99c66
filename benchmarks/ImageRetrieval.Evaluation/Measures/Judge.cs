using ImageRetrieval.Evaluation.Images;

namespace ImageRetrieval.Evaluation.Measures;

/// <summary>
/// Judges answers by labels. Equal scores are put into random order first, the same in every run: lists often stand in
/// the order of their labels, and a feature that is the same for all images would look good otherwise.
/// </summary>
internal sealed class Judge
{
    private readonly LabelledSet _set;
    private readonly int _seed;
    private readonly HashSet<int> _collection;
    private readonly Dictionary<string, int> _labelSizes;

    /// <param name="set">What the images show.</param>
    /// <param name="seed">Of the order of equal scores.</param>
    /// <param name="collection">Places of the images that are searched; null: all of the set.</param>
    internal Judge(LabelledSet set, int seed, IEnumerable<int>? collection = null)
    {
        (_set, _seed) = (set, seed);
        _collection = [.. collection ?? Enumerable.Range(0, set.Images.Count)];
        _labelSizes = _collection.Select(place => set.Images[place].Label).Where(label => label.Length > 0).CountBy(label => label).ToDictionary(StringComparer.Ordinal);
    }

    /// <param name="query">Place of the query in the set.</param>
    /// <param name="hits">In any order; the query itself is skipped.</param>
    /// <param name="cutOff">Whether there would have been more images if more had been requested.</param>
    /// <returns>Null when no other image of the collection has the query's label.</returns>
    internal QueryQuality? Query(int query, IEnumerable<Hit> hits, bool cutOff = false)
    {
        var label = _set.Images[query].Label;
        var self = _collection.Contains(query) ? 1 : 0;
        var others = _collection.Count - self;
        // A query without a label is in no count of labels.
        var total = _labelSizes.GetValueOrDefault(label) - self;
        if (total < 1)
            return null;

        var relevant = Ranked(query, hits).Select(hit => hit.Image >= 0 && _set.Images[hit.Image].Label == label).ToArray();
        var first = relevant.AsSpan(0, Math.Min(10, relevant.Length));
        return new QueryQuality(
            AveragePrecision.Of(relevant, total, cutOff ? others : relevant.Length),
            first.Count(true) / (double)Math.Min(10, others),
            relevant.Length > 0 && relevant[0]);
    }

    private IEnumerable<Hit> Ranked(int query, IEnumerable<Hit> hits)
    {
        var shuffled = hits.Where(hit => hit.Image != query).ToArray();
        Array.Sort(shuffled, (a, b) => a.Image.CompareTo(b.Image));
        new Random(HashCodeOf(query)).Shuffle(shuffled);
        // OrderBy is stable, so equal scores stay shuffled.
        return shuffled.OrderByDescending(hit => hit.Score);
    }

    private int HashCodeOf(int query) => unchecked((_seed * 1_000_003) ^ query);
}
