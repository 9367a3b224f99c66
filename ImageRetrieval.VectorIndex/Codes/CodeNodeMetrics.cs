namespace ImageRetrieval.VectorIndex;

/// <summary>By the 8-bit codes.</summary>
internal readonly unsafe struct CodeNodeMetrics(CodeRows rows) : INodeMetrics<CodeMetric>
{
    public CodeMetric Of(int node, sbyte* scratch)
    {
        rows.Unbias(node, scratch);
        return new CodeMetric(rows, scratch, rows.Info(node));
    }
}
