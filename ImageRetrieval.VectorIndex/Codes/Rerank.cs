namespace ImageRetrieval.VectorIndex;

/// <summary>Re-ranks the nearest candidates by more exact distances: as many as the error of the first ones requires.</summary>
internal static class Rerank
{
    /// <summary>Rows that are compared at a time.</summary>
    public const int Block = 8;

    /// <summary>The fewest that are worth comparing together.</summary>
    public const int SmallBlock = 4;

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
    /// <param name="block">Candidates that are measured at a time.</param>
    /// <param name="isComplete">False when, because of the error, a node among the k nearest may be missing.</param>
    public static ReadOnlySpan<ulong> Nearest(
        SearchContext context, ReadOnlySpan<ulong> found, ExactVectors exact, int k, float error, out bool isComplete, int block = Block)
    {
        isComplete = true;
        if (error == 0)
            return found;
        context.EnsureRoom(found.Length);
        return Nearest(context, found, new Exact(exact), context.Keys, k, error, out isComplete, block);
    }

    /// <summary>As above, by the codes of all components instead of exact distances: between a search by projected vectors and the final ranking.</summary>
    public static ReadOnlySpan<ulong> NearestByCodes(SearchContext context, ReadOnlySpan<ulong> found, CodeMetric codes, int k, float error)
    {
        context.EnsureRoom(found.Length);
        return Nearest(context, found, new Coded(codes), context.CodedKeys, k, error, out _, Block);
    }

    /// <summary>
    /// The best of <paramref name="found"/> by the codes of all components, ascending: about twice as many as are wanted, since the
    /// final ranking needs some more. All are measured, because estimates say little about the order of near ones. Valid until
    /// the context's next use.
    /// </summary>
    public static ReadOnlySpan<ulong> BestByCodes(SearchContext context, ReadOnlySpan<ulong> found, CodeMetric codes, int k)
    {
        context.EnsureRoom(found.Length);
        Span<int> nodes = context.Gathered[..found.Length];
        for (int i = 0; i < nodes.Length; i++)
            nodes[i] = Candidate.Node(found[i]);
        Span<ulong> best = context.CodedKeys[..Math.Min(found.Length, (2 * k) + Block)];
        int count = 0;
        Prefetch(codes, nodes[..Math.Min(Block, nodes.Length)]);
        for (int i = 0; i < nodes.Length; i += Block)
        {
            // The next rows arrive while these are compared.
            int end = Math.Min(nodes.Length, i + Block);
            Prefetch(codes, nodes[end..Math.Min(nodes.Length, end + Block)]);
            codes.Measure(nodes[i..end], context.Distances);
            for (int j = i; j < end; j++)
                count = Insert(best, count, Candidate.Key(context.Distances[j - i], nodes[j]));
        }

        context.DistanceEvaluations += nodes.Length;
        return best[..count];
    }

    private static void Prefetch(CodeMetric codes, ReadOnlySpan<int> nodes)
    {
        foreach (int node in nodes)
            codes.Prefetch(node);
    }

    private static int Insert(Span<ulong> best, int count, ulong key)
    {
        if (count == best.Length)
        {
            if (key >= best[^1])
                return count;
            count--;
        }

        int place = count;
        for (; place > 0 && best[place - 1] > key; place--)
            best[place] = best[place - 1];
        best[place] = key;
        return count + 1;
    }

    private static ReadOnlySpan<ulong> Nearest<TMeasure>(
        SearchContext context, ReadOnlySpan<ulong> found, TMeasure measure, Span<ulong> keys, int k, float error, out bool isComplete, int block)
        where TMeasure : struct, IMeasure
    {
        int measured = 0;
        while (measured < found.Length)
        {
            int end = Math.Min(found.Length, measured < k ? k : measured + block);
            if (measured >= k && IsFarther(found[measured], keys[k - 1], error))
            {
                isComplete = true;
                return keys[..measured];
            }

            Measure(context, found[measured..end], measure, keys[measured..end]);
            measured = end;
            keys[..measured].Sort();
        }

        isComplete = measured >= k && measured > 0 && IsFarther(found[^1], keys[k - 1], error);
        return keys[..measured];
    }

    private static bool IsFarther(ulong byCodes, ulong exact, float error) =>
        Candidate.Distance(byCodes) > Candidate.Distance(exact) + error;

    private static void Measure<TMeasure>(SearchContext context, ReadOnlySpan<ulong> found, TMeasure measure, Span<ulong> keys)
        where TMeasure : struct, IMeasure
    {
        Span<int> nodes = context.Gathered[..found.Length];
        for (int i = 0; i < nodes.Length; i++)
            nodes[i] = Candidate.Node(found[i]);
        measure.Measure(context, nodes, context.Distances);
        context.DistanceEvaluations += nodes.Length;
        for (int i = 0; i < keys.Length; i++)
            keys[i] = Candidate.Key(context.Distances[i], nodes[i]);
    }

    private interface IMeasure
    {
        void Measure(SearchContext context, ReadOnlySpan<int> nodes, Span<float> distances);
    }

    private readonly struct Exact(ExactVectors vectors) : IMeasure
    {
        public void Measure(SearchContext context, ReadOnlySpan<int> nodes, Span<float> distances) => vectors.Measure(context, nodes, distances);
    }

    private readonly struct Coded(CodeMetric codes) : IMeasure
    {
        public void Measure(SearchContext context, ReadOnlySpan<int> nodes, Span<float> distances)
        {
            foreach (int node in nodes)
                codes.Prefetch(node);
            codes.Measure(nodes, distances);
        }
    }
}
