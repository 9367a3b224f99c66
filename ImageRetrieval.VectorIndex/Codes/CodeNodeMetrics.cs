namespace ImageRetrieval.VectorIndex;

/// <summary>By the 8-bit codes.</summary>
internal readonly unsafe struct CodeNodeMetrics(CodeRows rows) : INodeMetrics<CodeMetric>
{
    public CodeMetric Of(int node, sbyte* scratch)
    {
        CodeEncoding.Unbias(new ReadOnlySpan<byte>(rows.Row(node), rows.Stride), new Span<sbyte>(scratch, rows.Stride));
        return new CodeMetric(rows, scratch, *rows.Info(node));
    }
}
