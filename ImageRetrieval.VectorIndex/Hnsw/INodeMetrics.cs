namespace ImageRetrieval.VectorIndex;

/// <summary>Gives the metric of a node that plays the query: by its vector, or by its codes.</summary>
internal unsafe interface INodeMetrics<TMetric>
    where TMetric : struct, IMetric
{
    /// <param name="node">Whose distances to others are wanted.</param>
    /// <param name="scratch">Where its codes may be unpacked; the metric is valid until the next use.</param>
    TMetric Of(int node, sbyte* scratch);
}
