namespace ImageRetrieval.VectorIndex;

/// <summary>Re-ranks the nearest candidates in float32: as many as the error of the codes requires.</summary>
internal static class Rerank
{
    // Rows that are prefetched at a time.
    private const int Block = 8;

    /// <summary>The best of <paramref name="found"/> by exact distance, ascending, at least k if there are as many; valid until the context's next use.</summary>
    /// <remarks>
    /// Continues until the next candidate is farther, by its codes, than the k-th exact distance plus the error: usually 12 to 20
    /// candidates for k = 10, more when many are about equally far.
    /// </remarks>
    /// <param name="context">Provides the working memory.</param>
    /// <param name="found">Keys by codes, nearest first.</param>
    /// <param name="exact">The exact distances.</param>
    /// <param name="k">Answers wanted, at least 1.</param>
    /// <param name="error">The maximum error of a distance by codes (<see cref="IMetric.Error"/>); 0 when distances are already exact.</param>
    /// <param name="isComplete">False when, because of the error, a node among the k nearest may be missing.</param>
    public static ReadOnlySpan<ulong> Nearest(
        SearchContext context, ReadOnlySpan<ulong> found, ExactVectors exact, int k, float error, out bool isComplete)
    {
        isComplete = true;
        if (error == 0)
            return found;
        context.EnsureRoom(found.Length);
        Span<ulong> keys = context.Keys;
        int measured = 0;
        while (measured < found.Length)
        {
            int end = Math.Min(found.Length, measured < k ? k : measured + Block);
            if (measured >= k && IsFarther(found[measured], keys[k - 1], error))
                return keys[..measured];
            Measure(context, found[measured..end], exact, keys[measured..end]);
            measured = end;
            keys[..measured].Sort();
        }

        isComplete = measured >= k && measured > 0 && IsFarther(found[^1], keys[k - 1], error);
        return keys[..measured];
    }

    private static bool IsFarther(ulong byCodes, ulong exact, float error) =>
        Candidate.Distance(byCodes) > Candidate.Distance(exact) + error;

    private static void Measure(SearchContext context, ReadOnlySpan<ulong> found, ExactVectors exact, Span<ulong> keys)
    {
        Span<int> nodes = context.Gathered[..found.Length];
        for (int i = 0; i < nodes.Length; i++)
            nodes[i] = Candidate.Node(found[i]);
        exact.Measure(context, nodes, context.Distances);
        context.DistanceEvaluations += nodes.Length;
        for (int i = 0; i < keys.Length; i++)
            keys[i] = Candidate.Key(context.Distances[i], nodes[i]);
    }
}
