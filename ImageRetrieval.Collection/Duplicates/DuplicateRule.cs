namespace ImageRetrieval.Collection.Duplicates;

/// <summary>
/// When two pictures are copies of each other. The numbers were chosen on labelled sets of edited photos; docs/duplicates.md has
/// what they find and what they get wrong.
/// </summary>
public static class DuplicateRule
{
    /// <summary>Version of these rules: pairs that were chosen by another version are searched for again.</summary>
    public const int Version = 1;

    /// <summary>The default minimum similarity.</summary>
    public const float DefaultSimilarity = 0.905f;

    /// <summary>Pairs of less similarity are not kept.</summary>
    public const float LeastSimilarity = 0.88f;

    /// <summary>Less similar embeddings cannot reach <see cref="LeastSimilarity"/> but by their hashes.</summary>
    public const float LeastCosine = (2 * LeastSimilarity) - 1;

    /// <summary>Bits of the hashes that may differ where the hashes decide.</summary>
    public const int NearHash = 6;

    // Smooth pictures have few hashes: the pixels must agree as well.
    private const float LeastAlignedOfNearHash = 0.8f;

    private const float SameGrey = 6;
    private const float SameColour = 5;

    /// <summary>
    /// How similar two pictures are, 0..1: the mean of the embeddings' cosine and of the aligned correlation; or, where the
    /// perceptual hashes differ by at most 6 bits and the aligned correlation is .8 or more, the share of equal bits if that is more.
    /// </summary>
    public static float SimilarityOf(in CopyEvidence evidence)
    {
        var mean = Math.Clamp((evidence.Cosine + evidence.Aligned) / 2, 0, 1);
        return HasNearHash(evidence) ? Math.Max(mean, 1 - (evidence.HashDistance / 64f)) : mean;
    }

    /// <summary>The level of a pair of different contents; null when they are not known as copies. It is never <see cref="DuplicateLevel.Bytes"/>.</summary>
    public static DuplicateLevel? LevelOf(in CopyEvidence evidence) =>
        HasNearHash(evidence) && evidence.SameShape && evidence.GreyDifference <= SameGrey && evidence.ColourDifference <= SameColour ? DuplicateLevel.Picture
        : SimilarityOf(evidence) >= LeastSimilarity ? DuplicateLevel.Edited
        : null;

    /// <summary>The minimum aligned correlation of two copies; smaller values need not be known.</summary>
    public static float LeastAligned(float cosine, int hashDistance)
    {
        var byMean = (2 * LeastSimilarity) - cosine;
        return Math.Clamp(hashDistance <= NearHash ? Math.Min(byMean, LeastAlignedOfNearHash) : byMean, 0, 1);
    }

    private static bool HasNearHash(in CopyEvidence evidence) => evidence.HashDistance <= NearHash && evidence.Aligned >= LeastAlignedOfNearHash;
}
