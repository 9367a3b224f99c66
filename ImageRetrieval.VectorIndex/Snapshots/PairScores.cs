namespace ImageRetrieval.VectorIndex;

/// <summary>Cosines of random pairs.</summary>
internal static unsafe class PairScores
{
    public static float[] Sample(VectorRows vectors, int pairs, int seed)
    {
        if (vectors.Count < 2)
            return [];
        // Fixed by the seed for good: Random keeps its sequence for explicit seeds.
        var random = new Random(seed);
        var scores = new float[pairs];
        for (int i = 0; i < pairs; i++)
        {
            int first = random.Next(vectors.Count);
            // Any other: the first is skipped, so that no image is compared with itself.
            int second = random.Next(vectors.Count - 1);
            second += second >= first ? 1 : 0;
            float distance = 0;
            new FloatMetric(vectors, vectors.Row(first)).Measure(new ReadOnlySpan<int>(in second), new Span<float>(ref distance));
            scores[i] = 1f - distance;
        }

        Array.Sort(scores);
        return scores;
    }
}
