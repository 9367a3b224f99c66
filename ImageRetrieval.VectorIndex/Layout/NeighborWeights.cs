namespace ImageRetrieval.VectorIndex;

/// <summary>
/// How strongly neighbours are linked: 1 for the nearest of a node, less for the others, so that each node has about the same sum of
/// weights whether its surroundings are dense or sparse (UMAP, arXiv 1802.03426, section 3.1 and algorithm 3).
/// </summary>
internal static class NeighborWeights
{
    private const int Steps = 48;

    /// <summary>The links of all nodes. Deterministic.</summary>
    public static WeightedLinks Of(NearestTable nearest)
    {
        int[] from = new int[nearest.Count * nearest.Width], to = new int[from.Length];
        float[] weights = new float[from.Length];
        int count = 0;
        Span<float> distances = stackalloc float[nearest.Width];
        for (int node = 0; node < nearest.Count; node++)
        {
            ReadOnlySpan<int> neighbors = nearest.Nodes(node);
            ReadOnlySpan<float> scores = nearest.Scores(node);
            for (int i = 0; i < neighbors.Length; i++)
                distances[i] = Math.Max(0, 1f - scores[i]);
            double width = Width(distances[..neighbors.Length]);
            for (int i = 0; i < neighbors.Length; i++)
                (from[count], to[count], weights[count++]) = (node, neighbors[i], Weight(distances[i] - distances[0], width));
        }

        return WeightedLinks.Union(nearest.Count, from.AsSpan(0, count), to.AsSpan(0, count), weights.AsSpan(0, count));
    }

    /// <summary>The width with which the weights of a node sum to the binary logarithm of their number.</summary>
    private static double Width(ReadOnlySpan<float> distances)
    {
        if (distances.Length < 2)
            return 1;
        double target = Math.Log2(distances.Length), low = 0, high = double.PositiveInfinity, width = Math.Max(1e-6, distances[^1] - distances[0]);
        for (int step = 0; step < Steps; step++)
        {
            double sum = 0;
            foreach (float distance in distances)
                sum += Weight(distance - distances[0], width);
            if (Math.Abs(sum - target) < 1e-5)
                break;
            if (sum > target)
                (high, width) = (width, (low + width) / 2);
            else
                (low, width) = (width, double.IsPositiveInfinity(high) ? width * 2 : (width + high) / 2);
        }

        // Neighbours that are all equally near would have no width at all.
        return Math.Max(width, 1e-6);
    }

    private static float Weight(float beyond, double width) => beyond <= 0 ? 1f : (float)Math.Exp(-beyond / width);
}
