namespace ImageRetrieval.Collection.Duplicates;

/// <summary>What was measured of two pictures; <see cref="DuplicateRule"/> interprets it.</summary>
/// <param name="Cosine">Of their embeddings, -1..1.</param>
/// <param name="Aligned">Greatest normalised cross-correlation of their small grey pictures, one inside the other, 0..1; 0 when it is too small to matter.</param>
/// <param name="HashDistance">Bits of their perceptual hashes that differ, 0..64.</param>
/// <param name="GreyDifference">Root mean square of the differences of their grey pixels, 0..255.</param>
/// <param name="ColourDifference">Root mean square of the differences of their coarse colours, 0..255.</param>
/// <param name="SameShape">Whether their sides have the same proportion, to 2 %.</param>
public readonly record struct CopyEvidence(float Cosine, float Aligned, int HashDistance, float GreyDifference, float ColourDifference, bool SameShape)
{
    /// <summary>Whether two pictures have the same proportion, as far as whole pixels allow.</summary>
    public static bool IsSameShape(int width, int height, int otherWidth, int otherHeight)
    {
        var (one, other) = ((double)width * otherHeight, (double)otherWidth * height);
        // A side is rounded to a whole pixel by each resize.
        var tolerance = 0.02 + (1.0 / Math.Max(1, Math.Min(Math.Min(width, height), Math.Min(otherWidth, otherHeight))));
        return Math.Abs(one - other) <= tolerance * Math.Max(one, other);
    }
}
