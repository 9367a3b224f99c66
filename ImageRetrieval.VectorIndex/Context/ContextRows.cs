namespace ImageRetrieval.VectorIndex;

/// <summary>The surroundings of all nodes: in the memory of a builder, or in a mapped file.</summary>
// Invariant: rows has count rows, sample sampleCount nodes and quantiles ContextRows.Quantiles floats, all readable while
// whoever owns them is reachable.
internal readonly unsafe struct ContextRows(ContextRow* rows, int count, int* sample, int sampleCount, float* quantiles, float cut, int complete)
{
    /// <summary>Steps of the distribution of nearest scores: a hundred, and its two ends.</summary>
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

    /// <summary>The nodes that stand for the collection.</summary>
    public ReadOnlySpan<int> Sample => new(sample, sampleCount);

    /// <summary>Scores that 0, 1 … 100 % of the nodes' nearest others do not exceed, ascending.</summary>
    public ReadOnlySpan<float> NearestScores => new(quantiles, Quantiles);

    /// <summary>What 5 % of the nodes stand out by less than, when each is looked for among the others.</summary>
    public float Cut => cut;

    /// <summary>Nodes there were when all rows were last computed.</summary>
    public int Complete => complete;
}
