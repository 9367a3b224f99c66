namespace ImageRetrieval.VectorIndex;

/// <summary>
/// Brute force: compares the query with every vector. The oracle by which recall is measured, and the faster way
/// through collections of up to some thousand vectors.
/// </summary>
/// <remarks>Thread-safe. Distances equal those of <see cref="HnswGraph.Search(ReadOnlySpan{float}, int, int)"/> to the bit.</remarks>
public static class ExactSearch
{
    /// <summary>The true <paramref name="k"/> nearest vectors of <paramref name="graph"/>.</summary>
    /// <param name="graph">Whose vectors are compared; its links are not used.</param>
    /// <param name="query">Any length but zero: it is normalised here.</param>
    /// <param name="k">At least 1; more than <see cref="HnswGraph.Count"/> gives all.</param>
    /// <returns>min(k, Count) neighbours by distance, equal distances by node.</returns>
    /// <exception cref="ArgumentException">The query's dimension is wrong, or it is zero, NaN or infinite; or k is below 1.</exception>
    public static Neighbor[] Search(HnswGraph graph, ReadOnlySpan<float> query, int k)
    {
        ArgumentNullException.ThrowIfNull(graph);
        VectorArguments.CheckK(k);
        return graph.SearchExact(query, k);
    }

    /// <summary>Scans <paramref name="rows"/> four at a time.</summary>
    // Invariant: query has rows.Stride readable floats; rows stays valid during the call.
    internal static unsafe Neighbor[] Scan(in VectorRows rows, float* query, int k)
    {
        var nearest = new NearestKeys(Math.Min(k, rows.Count));
        Span<int> nodes = stackalloc int[4];
        Span<float> distances = stackalloc float[4];
        for (int node = 0; node < rows.Count; node += 4)
        {
            int taken = Math.Min(4, rows.Count - node);
            for (int i = 0; i < taken; i++)
                nodes[i] = node + i;
            CosineDistance.ToMany(rows, query, nodes[..taken], distances);
            for (int i = 0; i < taken; i++)
                nearest.Add(Candidate.Key(distances[i], node + i));
        }

        return Candidate.ToNeighbors(nearest.Ascending());
    }
}
