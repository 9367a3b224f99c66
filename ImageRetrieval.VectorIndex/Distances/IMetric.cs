namespace ImageRetrieval.VectorIndex;

/// <summary>
/// Distances from one query to nodes. Implemented by structs: the JIT specializes the traversal for each, without virtual calls.
/// </summary>
internal interface IMetric
{
    /// <summary>Writes the distance to each of <paramref name="nodes"/>, in the same order.</summary>
    /// <param name="nodes">Valid nodes of the graph: checked by the caller.</param>
    /// <param name="distances">At least as long.</param>
    void Measure(ReadOnlySpan<int> nodes, Span<float> distances);

    /// <summary>The error that a distance exceeds in only one of a thousand cases; 0 for exact distances.</summary>
    float Error { get; }

    /// <summary>Prefetches the beginning of a node's row.</summary>
    void Prefetch(int node);
}
