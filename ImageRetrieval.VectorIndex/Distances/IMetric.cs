namespace ImageRetrieval.VectorIndex;

/// <summary>
/// Distances from one query to nodes. Implemented by structs: the JIT makes a version of the traversal for each, without virtual calls.
/// </summary>
internal interface IMetric
{
    /// <summary>Writes the distance to each of <paramref name="nodes"/>, in their order.</summary>
    /// <param name="nodes">Inside the graph: the caller has checked.</param>
    /// <param name="distances">At least as long.</param>
    void Measure(ReadOnlySpan<int> nodes, Span<float> distances);

    /// <summary>By how much a distance may be off, but for one in a thousand; 0 for exact ones.</summary>
    float Error { get; }

    /// <summary>Asks for the beginning of a node's row, ahead of its measurement.</summary>
    void Prefetch(int node);
}
