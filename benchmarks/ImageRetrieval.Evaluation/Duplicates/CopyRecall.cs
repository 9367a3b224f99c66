namespace ImageRetrieval.Evaluation.Duplicates;

/// <summary>What a score or a rule finds: pairs that it calls copies, and how many of them are.</summary>
/// <param name="Threshold">Least score of a pair; NaN for a rule.</param>
/// <param name="Precision">Share of the pairs that are of one picture; NaN when there is no pair.</param>
/// <param name="Recall">Share of the edited copies that are paired with their original.</param>
/// <param name="ByEdit">The same for each edit.</param>
internal sealed record CopyRecall(double Threshold, double Precision, double Recall, IReadOnlyList<double> ByEdit)
{
    /// <summary>The most copies that a score can find when a share of its pairs must be right.</summary>
    /// <param name="pairs">Measured pairs; others have no score.</param>
    /// <param name="score">Larger is more alike; NaN takes the pair out.</param>
    /// <param name="least">Precision, 0..1.</param>
    /// <param name="copies">Whose pairs they are.</param>
    /// <param name="edits">How many edits there are.</param>
    internal static CopyRecall AtPrecision(IReadOnlyList<MeasuredPair> pairs, Func<MeasuredPair, double> score, double least, HiddenCopies copies, int edits)
    {
        List<(MeasuredPair Pair, double Score)> ranked = [.. pairs.Select(pair => (pair, score(pair))).Where(pair => !double.IsNaN(pair.Item2)).OrderByDescending(pair => pair.Item2)];
        var (right, cut) = (0, 0);
        for (var i = 0; i < ranked.Count; i++)
        {
            right += IsRight(ranked[i].Pair, copies) ? 1 : 0;
            // Equal scores come or go together.
            var isLast = i + 1 == ranked.Count || ranked[i + 1].Score < ranked[i].Score;
            if (isLast && right >= least * (i + 1))
                cut = i + 1;
        }
        return Of([.. ranked.Take(cut).Select(pair => pair.Pair)], cut == 0 ? double.NaN : ranked[cut - 1].Score, copies, edits);
    }

    /// <summary>What a rule with its own thresholds finds.</summary>
    internal static CopyRecall OfRule(IReadOnlyList<MeasuredPair> pairs, Func<MeasuredPair, bool> isCopy, HiddenCopies copies, int edits) =>
        Of([.. pairs.Where(isCopy)], double.NaN, copies, edits);

    private static CopyRecall Of(IReadOnlyList<MeasuredPair> called, double threshold, HiddenCopies copies, int edits)
    {
        var found = new int[edits];
        foreach (var pair in called)
        {
            if (EditOf(pair, copies) is { } edit)
                found[edit]++;
        }
        return new CopyRecall(
            threshold,
            called.Count == 0 ? double.NaN : called.Count(pair => IsRight(pair, copies)) / (double)called.Count,
            found.Sum() / ((double)copies.Edited * edits),
            [.. found.Select(count => (double)count / copies.Edited)]);
    }

    private static bool IsRight(MeasuredPair pair, HiddenCopies copies) =>
        copies.Twins.FirstOf(copies.Pictures[pair.First].Source) == copies.Twins.FirstOf(copies.Pictures[pair.Second].Source);

    /// <summary>The edit of a pair of an original and its own copy; null for all other pairs.</summary>
    private static int? EditOf(MeasuredPair pair, HiddenCopies copies)
    {
        var (first, second) = (copies.Pictures[pair.First], copies.Pictures[pair.Second]);
        return first.Source == second.Source && (first.Edit is null || second.Edit is null) ? first.Edit ?? second.Edit : null;
    }
}
