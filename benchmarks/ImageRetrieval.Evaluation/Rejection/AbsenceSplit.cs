using ImageRetrieval.Evaluation.Images;
using ImageRetrieval.Evaluation.Splits;

namespace ImageRetrieval.Evaluation.Rejection;

/// <summary>A collection, and queries that show what it has or what it does not have.</summary>
/// <param name="Collection">Places of the images that are searched.</param>
/// <param name="Present">Queries whose label the collection has.</param>
/// <param name="Absent">Queries whose label it does not have.</param>
internal sealed record AbsenceSplit(IReadOnlyList<int> Collection, IReadOnlyList<int> Present, IReadOnlyList<int> Absent)
{
    /// <summary>
    /// The splits of <see cref="SplitRegime.AllRelevant"/>, each image a query once. It is asked of the whole collection, as a
    /// present query, and of the collection without all images of its label, as an absent one.
    /// </summary>
    internal static IReadOnlyList<AbsenceSplit> Make(LabelledSet set, int seed) =>
        [.. Split.Make(set, SplitRegime.AllRelevant, seed).SelectMany(split => Make(set, split))];

    private static IEnumerable<AbsenceSplit> Make(LabelledSet set, Split split) =>
    [
        new(split.Collection, split.Queries, []),
        .. split.Queries.GroupBy(query => set.Images[query].Label).Select(label => new AbsenceSplit(
            [.. split.Collection.Where(place => set.Images[place].Label != label.Key)], [], [.. label])),
    ];
}
