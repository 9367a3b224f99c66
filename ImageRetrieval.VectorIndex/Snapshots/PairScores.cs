namespace ImageRetrieval.VectorIndex;

/// <summary>Cosines of random pairs of images.</summary>
internal static unsafe class PairScores
{
    public static float[] Sample(VectorRows vectors, ItemsSection items, int pairs, int seed)
    {
        if (items.Count < 2)
            return [];
        // Fixed by the seed for good: Random keeps its sequence for explicit seeds.
        var random = new Random(seed);
        var scores = new float[pairs];
        for (int i = 0; i < pairs; i++)
        {
            int first = random.Next(items.Count);
            // Any other: the first is skipped, so that no image is compared with itself.
            int second = random.Next(items.Count - 1);
            second += second >= first ? 1 : 0;
            float distance = 0;
            int node = items.NodeOf(second);
            new FloatMetric(vectors, vectors.Row(items.NodeOf(first))).Measure(new ReadOnlySpan<int>(in node), new Span<float>(ref distance));
            scores[i] = 1f - distance;
        }

        Array.Sort(scores);
        return scores;
    }
}
