using ImageRetrieval.VectorIndex;

namespace ImageRetrieval.Api.Search;

/// <summary>
/// What a score means in one collection: the share of random pairs of its images that are less similar. The sample is
/// drawn once for each opened snapshot.
/// </summary>
internal sealed class Calibration
{
    private const int MostPairs = 20_000;
    private const int FewestPairs = 2_000;
    private const int Seed = 1;

    // Vectors of 25,088 components are read from the disk one by one: a pair of them is 200 KB.
    private const int MostFloats = 80_000_000;

    private readonly float[] _scores;

    internal Calibration(Snapshot snapshot)
        : this(snapshot.SampleScores(Math.Clamp(MostFloats / (2 * snapshot.Dimension), FewestPairs, MostPairs), Seed))
    {
    }

    internal Calibration(float[] ascendingScores) => _scores = ascendingScores;

    /// <summary>The share of random pairs with a lower score, 0..1; null when there are no pairs.</summary>
    internal double? ShareBelow(float score) => _scores.Length == 0 ? null : (double)FirstNotBelow(score) / _scores.Length;

    /// <summary>The least score of which at least this share of pairs lies below; above 1 when the sample has none.</summary>
    internal float LeastScore(double share)
    {
        var below = (int)Math.Ceiling(share * _scores.Length);
        if (below == 0)
            return -1;
        return MathF.BitIncrement(_scores[below - 1]);
    }

    private int FirstNotBelow(float score)
    {
        var (low, high) = (0, _scores.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_scores[middle] < score)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }
}
