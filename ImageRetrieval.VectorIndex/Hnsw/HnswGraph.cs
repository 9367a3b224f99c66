namespace ImageRetrieval.VectorIndex;

/// <summary>
/// A frozen graph: finds the nearest vectors by walking links (arXiv 1603.09320, algorithm 5). Immutable and thread-safe.
/// </summary>
/// <remarks>
/// Ties in distance are broken by the smaller node, so equal questions have equal answers. Vectors equal to the bit share
/// one place in the graph and are all returned. Every vector is reachable: with efSearch >= Count a search is exhaustive.
/// </remarks>
public sealed unsafe class HnswGraph
{
    private readonly GraphView _view;
    private readonly int* _nextCopy;
    private readonly SearchContextPool _contexts;

    // Whoever owns the memory behind the pointers: reachable as long as this graph is.
    private readonly object _owner;

    internal HnswGraph(GraphView view, int* nextCopy, int entryPoint, int maxLevel, object owner)
    {
        _view = view;
        _nextCopy = nextCopy;
        _owner = owner;
        EntryPoint = entryPoint;
        MaxLevel = maxLevel;
        _contexts = new SearchContextPool(view.Count, view.Vectors.Dimension, view.Ground.Capacity);
    }

    /// <summary>Number of vectors.</summary>
    public int Count => _view.Count;

    /// <summary>Components of every vector.</summary>
    public int Dimension => _view.Vectors.Dimension;

    /// <summary>The most links of a node above level 0.</summary>
    public int M => _view.Upper.Capacity;

    /// <summary>The most links of a node at level 0.</summary>
    public int M0 => _view.Ground.Capacity;

    /// <summary>The node at which every search begins.</summary>
    public int EntryPoint { get; }

    /// <summary>The entry point's level, the highest of all.</summary>
    public int MaxLevel { get; }

    internal GraphView View => _view;

    /// <summary>The builder's storage; null when the graph is mapped.</summary>
    internal GraphStorage? Storage => _owner as GraphStorage;

    internal static HnswGraph FromMemory(GraphStorage storage) =>
        new(storage.View, storage.NextCopy, storage.EntryPoint, storage.MaxLevel, storage);

    /// <summary>The (approximately) <paramref name="k"/> nearest vectors.</summary>
    /// <param name="query">Any length but zero: it is normalised here.</param>
    /// <param name="k">At least 1; more than <see cref="Count"/> gives all that are found, at most Count.</param>
    /// <param name="efSearch">Candidates kept during the search, at least 1; less than k is raised to k. More: better recall, slower.</param>
    /// <returns>Neighbours by distance, equal distances by node.</returns>
    /// <exception cref="ArgumentException">The query's dimension is wrong, or it is zero, NaN or infinite; or k or efSearch is below 1.</exception>
    public Neighbor[] Search(ReadOnlySpan<float> query, int k, int efSearch) => Search(query, k, efSearch, out _);

    /// <summary>As <see cref="Search(ReadOnlySpan{float}, int, int)"/>, and tells what it cost.</summary>
    /// <param name="query">Any length but zero: it is normalised here.</param>
    /// <param name="k">At least 1.</param>
    /// <param name="efSearch">At least 1; less than k is raised to k.</param>
    /// <param name="distanceEvaluations">How many vectors were compared with the query: a measure of work that no clock disturbs.</param>
    /// <exception cref="ArgumentException">The query's dimension is wrong, or it is zero, NaN or infinite; or k or efSearch is below 1.</exception>
    public Neighbor[] Search(ReadOnlySpan<float> query, int k, int efSearch, out int distanceEvaluations)
    {
        VectorArguments.CheckSearch(k, efSearch);
        k = Math.Min(k, Count);
        int ef = Math.Min(Math.Max(k, efSearch), Count);
        SearchContext context = _contexts.Rent();
        try
        {
            context.DistanceEvaluations = 0;
            SearchGround(context, context.LoadQuery(query), ef);
            distanceEvaluations = context.DistanceEvaluations;
            return CopyExpansion.Expand(context.Pool.Keys, new ReadOnlySpan<int>(_nextCopy, Count), k);
        }
        finally
        {
            _contexts.Return(context);
            GC.KeepAlive(_owner);
        }
    }

    internal Neighbor[] SearchExact(ReadOnlySpan<float> query, int k)
    {
        SearchContext context = _contexts.Rent();
        try
        {
            return ExactSearch.Scan(_view.Vectors, context.LoadQuery(query), k);
        }
        finally
        {
            _contexts.Return(context);
            GC.KeepAlive(_owner);
        }
    }

    private void SearchGround(SearchContext context, float* query, int ef)
    {
        ulong entry = GraphTraversal.Measure(_view, context, query, EntryPoint);
        ulong nearest = GraphTraversal.Descend(_view, context, query, entry, MaxLevel, toLevel: 0);
        context.Pool.Reset(ef);
        context.Visited.Clear();
        Begin(context, nearest);

        // The entry point too, already measured: all nodes are reachable from it, as the builder made sure,
        // which need not hold for where the descent has led.
        if (entry != nearest)
            Begin(context, entry);
        GraphTraversal.SearchLevel(_view, context, query, level: 0);
    }

    private static void Begin(SearchContext context, ulong key)
    {
        context.Visited.Add(Candidate.Node(key));
        context.Pool.Add(key);
    }
}
