namespace ImageRetrieval.VectorIndex;

/// <summary>By the float32 vectors.</summary>
internal readonly unsafe struct FloatNodeMetrics(VectorRows rows) : INodeMetrics<FloatMetric>
{
    public FloatMetric Of(int node, sbyte* scratch) => new(rows, rows.Row(node));
}
