namespace ImageRetrieval.VectorIndex;

/// <summary>The query and the float32 vectors of the final comparison: in memory, or row by row from their file.</summary>
// Invariant: query has rows.Stride readable floats.
internal readonly unsafe struct ExactVectors(VectorRows rows, float* query, VectorFile? file)
{
    /// <summary>The query by the codes of all components: what a walk by projected vectors found is measured by them first. The default value without a projection.</summary>
    public CodeMetric Whole { get; init; }

    public FloatMetric Metric => new(rows, query);

    public void Measure(SearchContext context, ReadOnlySpan<int> nodes, Span<float> distances)
    {
        if (file is not null)
        {
            MeasureFromFile(file, context, nodes, distances);
            return;
        }

        foreach (int node in nodes)
            Metric.Prefetch(node);
        Metric.Measure(nodes, distances);
    }

    private void MeasureFromFile(VectorFile from, SearchContext context, ReadOnlySpan<int> nodes, Span<float> distances)
    {
        float* row = context.RowRead;
        var one = new FloatMetric(new VectorRows(row, 1, rows.Dimension), query);
        int first = 0;
        for (int i = 0; i < nodes.Length; i++)
        {
            from.Read(nodes[i], row);
            one.Measure(new ReadOnlySpan<int>(in first), distances[i..]);
        }
    }
}
