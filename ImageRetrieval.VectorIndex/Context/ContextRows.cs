namespace ImageRetrieval.VectorIndex;

/// <summary>The context of all nodes: in the memory of a builder, or in a mapped file.</summary>
// Invariant: rows has count rows, sample sampleCount nodes and quantiles ContextRows.Quantiles floats, all readable while
// their owner is reachable.
internal readonly unsafe struct ContextRows(ContextRow* rows, int count, int* sample, int sampleCount, float* quantiles, float cut, int complete)
{
    /// <summary>Steps of the distribution of nearest scores: percentiles 0 to 100.</summary>
    public const int Quantiles = 101;

    public int Count => count;

    public bool Exist => rows is not null;

    public ref ContextRow this[int node]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)node, (uint)count, nameof(node));
            return ref rows[node];
        }
    }

    /// <summary>The nodes of the sample that represents the collection.</summary>
    public ReadOnlySpan<int> Sample => new(sample, sampleCount);

    /// <summary>Percentiles 0, 1 … 100 of the scores of the nodes' nearest neighbours, ascending.</summary>
    public ReadOnlySpan<float> NearestScores => new(quantiles, Quantiles);

    /// <summary>The 5th percentile of the nodes' distinction, each searched for among the others.</summary>
    public float Cut => cut;

    /// <summary>The number of nodes when all rows were last computed.</summary>
    public int Complete => complete;
}
