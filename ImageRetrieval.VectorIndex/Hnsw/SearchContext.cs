namespace ImageRetrieval.VectorIndex;

/// <summary>The working memory of one search; reused, so that a search allocates nothing. One thread at a time.</summary>
internal sealed unsafe class SearchContext
{
    private readonly AlignedMemory _query;
    private readonly AlignedMemory _codes;
    private readonly int _dimension;
    private int[] _gathered;
    private float[] _distances;
    private ulong[] _keys = [];
    private ulong[] _codedKeys = [];
    private FloatMatrix? _projected;
    private NeighborScratch? _neighborScratch;

    public SearchContext(int count, int dimension, int maxLinks)
    {
        _dimension = dimension;
        // The query, followed by space for a row that is read from a file.
        _query = new AlignedMemory(2L * FloatDot.PaddedLength(dimension) * sizeof(float));
        // One row for the query, one for the whole query where that is projected, one for a node that is compared with others, one in between.
        _codes = new AlignedMemory(4L * CodeDot.PaddedLength(dimension));
        _gathered = new int[maxLinks];
        _distances = new float[maxLinks];
        Visited = new VisitedSet(count);
    }

    public VisitedSet Visited { get; }

    public CandidatePool Pool { get; } = new();

    /// <summary>The k nearest, when the pool's order is not the final one.</summary>
    public NearestKeys Nearest { get; } = new();

    /// <summary>Nodes whose distances are to be computed.</summary>
    public Span<int> Gathered => _gathered;

    /// <summary>Their distances, in the same order.</summary>
    public Span<float> Distances => _distances;

    /// <summary>Space for as many keys as requested from <see cref="EnsureRoom"/>.</summary>
    public Span<ulong> Keys => _keys;

    /// <summary>As <see cref="Keys"/>, of the stage before.</summary>
    public Span<ulong> CodedKeys => _codedKeys;

    /// <summary>The number of distances computed since it was last reset.</summary>
    public int DistanceEvaluations { get; set; }

    /// <summary>Room for a padded vector.</summary>
    public float* RowRead => (float*)_query.Pointer + FloatDot.PaddedLength(_dimension);

    /// <summary>Room for the signed codes of a query.</summary>
    public sbyte* QueryCodes => (sbyte*)_codes.Pointer;

    /// <summary>Space for the signed codes of a node used as a query.</summary>
    public sbyte* NodeCodes => (sbyte*)_codes.Pointer + CodeDot.PaddedLength(_dimension);

    /// <summary>Room for the signed codes of all components of a query.</summary>
    public sbyte* WholeQueryCodes => (sbyte*)_codes.Pointer + (3L * CodeDot.PaddedLength(_dimension));

    /// <summary>Makes <see cref="Gathered"/>, <see cref="Distances"/>, <see cref="Keys"/> and <see cref="CodedKeys"/> at least that long. Their content is lost.</summary>
    public void EnsureRoom(int length)
    {
        if (_gathered.Length < length)
        {
            _gathered = new int[length];
            _distances = new float[length];
        }

        if (_keys.Length < length)
        {
            _keys = new ulong[length];
            _codedKeys = new ulong[length];
        }
    }

    /// <summary>The normalised, padded query; valid while this context is reachable.</summary>
    public float* LoadQuery(ReadOnlySpan<float> query)
    {
        VectorArguments.CheckLength(query, _dimension);
        float* padded = (float*)_query.Pointer;
        if (!UnitVector.TryNormalize(query, new Span<float>(padded, _dimension)))
            throw new ArgumentException("query has no direction: it is zero, or a component is NaN or infinite.", nameof(query));
        return padded;
    }

    /// <summary>Working memory of searches by codes of neighbours; always for the same number of components.</summary>
    public NeighborScratch NeighborScratch(int components) => _neighborScratch ??= new NeighborScratch(components);

    /// <summary>The metric of a loaded query by the codes of all components; valid while this context is reachable.</summary>
    public CodeMetric EncodeWholeQuery(float* query, in GraphView graph) => Encode(query, graph.WholeCodes, WholeQueryCodes);

    /// <summary>The metric of a loaded query by the codes that a graph is walked by, from that by all components; valid while this context is reachable.</summary>
    public CodeMetric ProjectQuery(CodeMetric whole, in GraphView graph)
    {
        if (graph.Projection is not { } projection)
            return whole;
        _projected ??= new FloatMatrix(1, Projection.RoomFor(projection.Length));
        projection.Apply(whole.Query, whole.QueryInfo, _projected.Row(0));
        return Encode(_projected.Row(0), graph.Codes, QueryCodes);
    }

    private CodeMetric Encode(float* query, CodeRows rows, sbyte* codes)
    {
        int padded = rows.Stride;
        var biased = new Span<byte>(_codes.Pointer + (2L * CodeDot.PaddedLength(_dimension)), padded);
        biased[rows.Dimension..].Fill(CodeRows.Bias);
        float scale = CodeEncoding.Encode(new ReadOnlySpan<float>(query, rows.Dimension), biased[..rows.Dimension]);
        CodeEncoding.Unbias(biased, new Span<sbyte>(codes, padded));
        return new CodeMetric(rows, codes, new CodeInfo(scale, CodeEncoding.Sum(biased)));
    }
}
