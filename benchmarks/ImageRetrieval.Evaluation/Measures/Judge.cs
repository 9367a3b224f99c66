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
    private readonly Dictionary<string, int> _labelSizes;

    internal Judge(LabelledSet set, int seed)
    {
        (_set, _seed) = (set, seed);
        _labelSizes = set.Images.Where(image => image.Label.Length > 0).CountBy(image => image.Label).ToDictionary(StringComparer.Ordinal);
    }

    /// <param name="query">Place of the query in the set.</param>
    /// <param name="hits">In any order; the query itself is skipped.</param>
    /// <param name="cutOff">Whether more images would have come had more been asked for.</param>
    /// <returns>Null when no other image has the query's label.</returns>
    internal QueryQuality? Query(int query, IEnumerable<Hit> hits, bool cutOff = false)
    {
        var label = _set.Images[query].Label;
        var total = _labelSizes.GetValueOrDefault(label) - 1;
        if (total < 1)
            return null;

        var relevant = Ranked(query, hits).Select(hit => hit.Image >= 0 && _set.Images[hit.Image].Label == label).ToArray();
        var first = relevant.AsSpan(0, Math.Min(10, relevant.Length));
        return new QueryQuality(
            AveragePrecision.Of(relevant, total, cutOff ? _set.Images.Count - 1 : relevant.Length),
            first.Count(true) / (double)Math.Min(10, _set.Images.Count - 1),
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
