using System.Runtime.CompilerServices;

namespace ImageRetrieval.VectorIndex;

/// <summary>
/// Brute force: compares the query with every vector. The reference for measuring recall, and faster for collections of up to a
/// few thousand vectors.
/// </summary>
/// <remarks>Thread-safe. Distances equal those of <see cref="HnswGraph.Search(ReadOnlySpan{float}, int, int)"/> to the bit.</remarks>
public static class ExactSearch
{
    // Rows are compared in blocks: large enough for prefetching, small enough for the stack.
    private const int BlockRows = 64;

    /// <summary>The true <paramref name="k"/> nearest vectors of <paramref name="graph"/>.</summary>
    /// <param name="graph">Provides the vectors; its links are not used.</param>
    /// <param name="query">Any length but zero: it is normalised here.</param>
    /// <param name="k">At least 1; more than <see cref="HnswGraph.Count"/> returns all.</param>
    /// <param name="filter">Which nodes may be answers; null for all.</param>
    /// <returns>min(k, Count, nodes of the filter) neighbours by distance, equal distances by node.</returns>
    /// <exception cref="ArgumentException">
    /// The query's dimension is wrong, or it is zero, NaN or infinite; k is below 1; or the filter is for another number of nodes.
    /// </exception>
    public static Neighbor[] Search(HnswGraph graph, ReadOnlySpan<float> query, int k, NodeSet? filter = null)
    {
        ArgumentNullException.ThrowIfNull(graph);
        VectorArguments.CheckK(k);
        VectorArguments.CheckFilter(filter, graph.Count);
        return graph.SearchExact(query, k, filter);
    }

    /// <summary>Scans all rows, or those of the filter. The token is checked between two blocks of rows.</summary>
    // Invariant: the metric's rows are the counted ones; they remain valid during the call.
    [SkipLocalsInit]
    internal static void Scan<TMetric>(in TMetric metric, int count, NodeSet? filter, NearestKeys nearest, CancellationToken token = default)
        where TMetric : struct, IMetric
    {
        Span<int> nodes = stackalloc int[BlockRows];
        Span<float> distances = stackalloc float[BlockRows];
        int next = 0;
        while (true)
        {
            int taken = filter is null ? NextRows(nodes, ref next, count) : filter.NextNodes(nodes, ref next);
            if (taken == 0)
                return;
            token.ThrowIfCancellationRequested();
            // The processor prefetches consecutive rows itself.
            for (int i = 0; filter is not null && i < taken; i++)
                metric.Prefetch(nodes[i]);
            metric.Measure(nodes[..taken], distances);
            for (int i = 0; i < taken; i++)
                nearest.Add(Candidate.Key(distances[i], nodes[i]));
        }
    }

    private static int NextRows(Span<int> nodes, ref int next, int count)
    {
        int taken = Math.Min(nodes.Length, count - next);
        for (int i = 0; i < taken; i++)
            nodes[i] = next++;
        return taken;
    }
}
