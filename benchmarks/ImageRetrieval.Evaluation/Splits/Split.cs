using ImageRetrieval.Evaluation.Images;

namespace ImageRetrieval.Evaluation.Splits;

/// <summary>A collection and queries that are not in it. Whatever is computed of a collection does not see them.</summary>
/// <param name="Collection">Places of the images that are searched.</param>
/// <param name="Queries">Places of the images that are searched for.</param>
internal sealed record Split(IReadOnlyList<int> Collection, IReadOnlyList<int> Queries)
{
    /// <summary>Each label is divided into so many parts of the same size.</summary>
    internal const int Parts = 3;

    /// <summary>
    /// Three times a third of each label are the queries; over all three each image is one once. An image that is alone with
    /// its label, or has none, is no query and always in the collection.
    /// </summary>
    internal static IReadOnlyList<Split> Make(LabelledSet set, SplitRegime regime, int seed)
    {
        var random = new Random(seed);
        var labels = LabelsOf(set);
        foreach (var places in labels)
            random.Shuffle(places);
        // Drawn before the regime is considered, so that all regimes have the same queries.
        return [.. Enumerable.Range(0, Parts).SelectMany(part => Make(set, regime, labels, part))];
    }

    /// <summary>The places of each label of at least two images, in the order of their labels.</summary>
    internal static IReadOnlyList<int[]> LabelsOf(LabelledSet set) =>
        [.. Enumerable.Range(0, set.Images.Count)
            .Where(place => set.Images[place].Label.Length > 0)
            .GroupBy(place => set.Images[place].Label)
            .OrderBy(label => label.Key, StringComparer.Ordinal)
            .Select(label => label.ToArray())
            .Where(places => places.Length > 1)];

    private static IEnumerable<Split> Make(LabelledSet set, SplitRegime regime, IReadOnlyList<int[]> labels, int part)
    {
        List<int[]> queries = [.. labels.Select(places => places.Where((_, i) => i % Parts == part).ToArray())];
        // The first of those that stay is a random one: the places are shuffled.
        List<int[]> staying = [.. labels.Select(places => places.Where((_, i) => i % Parts != part).ToArray())];
        HashSet<int> known = [.. labels.SelectMany(places => places)];
        List<int> others = [.. Enumerable.Range(0, set.Images.Count).Where(place => !known.Contains(place))];
        switch (regime)
        {
            case SplitRegime.AllRelevant:
                return [new([.. others, .. staying.SelectMany(places => places)], [.. queries.SelectMany(places => places)])];
            case SplitRegime.OneOfEachLabel:
                return [new([.. others, .. staying.Select(places => places[0])], [.. queries.SelectMany(places => places)])];
            case SplitRegime.OneOfOwnLabel:
                return queries.Select((own, label) => new Split([.. others, .. staying.SelectMany((places, i) => i == label ? places[..1] : places)], own))
                    .Where(split => split.Queries.Count > 0);
            default:
                throw new ArgumentOutOfRangeException(nameof(regime), regime, null);
        }
    }
}
