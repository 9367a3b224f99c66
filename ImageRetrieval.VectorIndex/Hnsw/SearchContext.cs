namespace ImageRetrieval.VectorIndex;

/// <summary>The working memory of one search; reused, so that a search allocates nothing but its answer. One thread at a time.</summary>
internal sealed unsafe class SearchContext
{
    private readonly AlignedMemory _query;
    private readonly int _dimension;
    private readonly int[] _gathered;
    private readonly float[] _distances;

    public SearchContext(int count, int dimension, int maxLinks)
    {
        _dimension = dimension;
        _query = new AlignedMemory((long)DotProduct.PaddedLength(dimension) * sizeof(float));
        _gathered = new int[maxLinks];
        _distances = new float[maxLinks];
        Visited = new VisitedSet(count);
    }

    public VisitedSet Visited { get; }

    public CandidatePool Pool { get; } = new();

    /// <summary>Nodes whose distances are wanted.</summary>
    public Span<int> Gathered => _gathered;

    /// <summary>Their distances, in the same order.</summary>
    public Span<float> Distances => _distances;

    /// <summary>Distances computed since it was last set to zero.</summary>
    public int DistanceEvaluations { get; set; }

    /// <summary>The normalised, padded query; valid while this context is reachable.</summary>
    public float* LoadQuery(ReadOnlySpan<float> query)
    {
        VectorArguments.CheckLength(query, _dimension);
        float* padded = (float*)_query.Pointer;
        if (!UnitVector.TryNormalize(query, new Span<float>(padded, _dimension)))
            throw new ArgumentException("query has no direction: it is zero, or a component is NaN or infinite.", nameof(query));
        return padded;
    }
}
