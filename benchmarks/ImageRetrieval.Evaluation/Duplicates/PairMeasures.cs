using System.Numerics.Tensors;
using ImageRetrieval.Vision.Fingerprints;

namespace ImageRetrieval.Evaluation.Duplicates;

/// <summary>Measures all pairs that any of the scores could call copies.</summary>
internal static class PairMeasures
{
    /// <summary>Sums of cosine and aligned correlation below this are not measured: far too many pairs of different pictures have more.</summary>
    internal const float LeastSum = 1.65f;

    /// <summary>Perceptual hashes that differ by more are those of different pictures.</summary>
    internal const int MostHashDistance = 12;

    // Pairs whose hashes are close are examined regardless of their sum, down to this correlation.
    private const int NearHash = 6;
    private const float LeastAlignedOfNearHash = 0.8f;

    // Below it the cosine alone calls nothing a copy.
    private const float LeastCosine = 0.85f;

    /// <summary>All pairs are compared: this measures scores, not a search.</summary>
    internal static IReadOnlyList<MeasuredPair> Measure(IReadOnlyList<HiddenPicture> pictures, int model, int threads, CancellationToken token)
    {
        var found = new List<MeasuredPair>[pictures.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = token };
        using var progress = new ProgressLine("Pairs", pictures.Count);
        Parallel.For(0, pictures.Count, options, () => new PictureAligner(), (first, _, aligner) =>
        {
            found[first] = Of(pictures, first, model, aligner);
            progress.Advance();
            return aligner;
        }, _ => { });
        return [.. found.SelectMany(pairs => pairs)];
    }

    private static List<MeasuredPair> Of(IReadOnlyList<HiddenPicture> pictures, int first, int model, PictureAligner aligner)
    {
        var pairs = new List<MeasuredPair>();
        var one = pictures[first];
        aligner.SetPicture(one.Fingerprint);
        for (var second = first + 1; second < pictures.Count; second++)
        {
            var other = pictures[second];
            var cosine = TensorPrimitives.Dot<float>(one.Vectors[model], other.Vectors[model]);
            var bits = one.Fingerprint.HashDistance(other.Fingerprint);
            var least = bits <= NearHash ? Math.Min(LeastSum - cosine, LeastAlignedOfNearHash) : LeastSum - cosine;
            var aligned = least <= 1 ? aligner.Correlate(other.Fingerprint, Math.Max(least, 0)) : 0;
            if (aligned > 0 || bits <= MostHashDistance || cosine >= LeastCosine)
                pairs.Add(new MeasuredPair(first, second, cosine, aligned, bits));
        }
        return pairs;
    }
}
