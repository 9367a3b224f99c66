namespace ImageRetrieval.VectorIndex;

/// <summary>Provides the metric of a node used as a query: by its vector, or by its codes.</summary>
internal unsafe interface INodeMetrics<TMetric>
    where TMetric : struct, IMetric
{
    /// <param name="node">The node whose distances to others are computed.</param>
    /// <param name="scratch">Where its codes may be unpacked; the metric is valid until the next use.</param>
    TMetric Of(int node, sbyte* scratch);
}
