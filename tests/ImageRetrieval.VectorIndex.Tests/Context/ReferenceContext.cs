namespace ImageRetrieval.VectorIndex.Tests;

/// <summary>The ranking by context as its formula says, over all pairs and in double precision.</summary>
internal sealed class ReferenceContext(TestVectors vectors, IReadOnlyList<int> sample)
{
    private const int Compared = 10;

    private readonly int[][] _nearest = [.. Enumerable.Range(0, vectors.Count).Select(one => Nearest(vectors, vectors[one].ToArray(), without: one))];

    public static double Score(ReadOnlySpan<float> one, ReadOnlySpan<float> other)
    {
        double dot = 0, oneSquare = 0, otherSquare = 0;
        for (int i = 0; i < one.Length; i++)
        {
            dot += (double)one[i] * other[i];
            oneSquare += (double)one[i] * one[i];
            otherSquare += (double)other[i] * other[i];
        }

        return dot / Math.Sqrt(oneSquare * otherSquare);
    }

    public static int[] Nearest(TestVectors vectors, float[] query, int without) =>
        [.. Enumerable.Range(0, vectors.Count).Where(node => node != without).OrderByDescending(node => Score(vectors[node], query)).Take(Compared)];

    public double Rank(float[] query, int node)
    {
        double score = Score(query, vectors[node]);
        (double queryMean, double queryDeviation) = Moments([.. sample.Select(other => Score(query, vectors[other]))]);
        (double mean, double deviation) = Moments([.. sample.Where(other => other != node).Select(other => Score(vectors[node], vectors[other]))]);
        int[] mine = Nearest(vectors, query, without: -1);
        int shared = mine.Intersect(_nearest[node]).Count();
        return ((score - queryMean) / queryDeviation) + ((score - mean) / deviation) + (3.0 * shared / mine.Union(_nearest[node]).Count());
    }

    public int Shared(float[] query, int node) => Nearest(vectors, query, without: -1).Intersect(_nearest[node]).Count();

    private static (double Mean, double Deviation) Moments(double[] scores) =>
        (scores.Average(), Math.Sqrt(scores.Average(score => Math.Pow(score - scores.Average(), 2))));
}
