using ImageRetrieval.Collection.Duplicates;

namespace ImageRetrieval.Evaluation.Duplicates;

/// <summary>What the product itself calls a copy, with its default threshold.</summary>
internal static class ProductRule
{
    internal static bool IsCopy(in MeasuredPair pair, HiddenCopies copies)
    {
        var (one, other) = (copies.Pictures[pair.First], copies.Pictures[pair.Second]);
        // Even areas have copies of the same bytes only.
        if (!one.Fingerprint.HasDetail || !other.Fingerprint.HasDetail)
            return false;
        var evidence = new CopyEvidence(
            pair.Cosine, pair.Aligned, pair.HashDistance,
            one.Fingerprint.GreyDifference(other.Fingerprint), one.Fingerprint.ColourDifference(other.Fingerprint),
            CopyEvidence.IsSameShape(one.Width, one.Height, other.Width, other.Height));
        return DuplicateRule.LevelOf(evidence) is not null && DuplicateRule.SimilarityOf(evidence) >= DuplicateRule.DefaultSimilarity;
    }
}
