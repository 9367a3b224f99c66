namespace ImageRetrieval.VectorIndex;

/// <summary>
/// A frozen graph: finds the nearest vectors by walking links (arXiv 1603.09320, algorithm 5). Immutable and thread-safe.
/// </summary>
/// <remarks>
/// Distances are exact float32 distances, regardless of the graph's <see cref="VectorCodes"/>. Ties are broken by the smaller node,
/// so equal queries have equal results. Bit-identical vectors share one place in the graph, and all of them are returned. Every
/// vector is reachable: with efSearch >= Count a search is exhaustive.
/// </remarks>
public sealed unsafe partial class HnswGraph
{
    private readonly GraphView _view;
    private readonly int* _nextCopy;
    private readonly SearchContextPool _contexts;
    private readonly GraphSearch _search;

    // The owner of the memory behind the pointers: reachable as long as this graph is.
    private readonly object _owner;

    internal HnswGraph(GraphView view, int* nextCopy, bool hasCopies, int entryPoint, int maxLevel, object owner, VectorFile? vectorFile = null, NeighborCodes? neighborCodes = null)
    {
        _view = view;
        _nextCopy = nextCopy;
        _owner = owner;
        _search = new GraphSearch(view, nextCopy, hasCopies, entryPoint, maxLevel, vectorFile, neighborCodes);
        (_hasCopies, _vectorFile) = (hasCopies, vectorFile);
        NeighborCodes = neighborCodes;
        EntryPoint = entryPoint;
        MaxLevel = maxLevel;
        _contexts = new SearchContextPool(view.Count, view.Vectors.Dimension, view.Ground.Capacity);
    }

    /// <summary>Number of vectors.</summary>
    public int Count => _view.Count;

    /// <summary>Components of every vector.</summary>
    public int Dimension => _view.Vectors.Dimension;

    /// <summary>The maximum number of links of a node above level 0.</summary>
    public int M => _view.Upper.Capacity;

    /// <summary>The maximum number of links of a node on level 0.</summary>
    public int M0 => _view.Ground.Capacity;

    /// <summary>What a search compares in its first stage.</summary>
    public VectorCodes Codes => _view.Codes.Exist ? VectorCodes.EightBit : VectorCodes.None;

    /// <summary>Components by which the graph is walked: fewer than <see cref="Dimension"/> where a projection keeps the neighbours.</summary>
    public int WalkedDimension => _view.Projection?.Length ?? Dimension;

    /// <summary>The node at which every search begins.</summary>
    public int EntryPoint { get; }

    /// <summary>The entry point's level, the highest of all.</summary>
    public int MaxLevel { get; }

    internal GraphView View => _view;

    /// <summary>For each node the next one with a bit-identical vector; -1 at the end.</summary>
    internal ReadOnlySpan<int> NextCopy => new(_nextCopy, Count);

    /// <summary>The builder's storage; null when the graph is mapped.</summary>
    internal GraphStorage? Storage => _owner as GraphStorage;

    internal static HnswGraph FromMemory(GraphStorage storage) =>
        new(storage.View, storage.NextCopy, storage.Originals < storage.View.Count, storage.EntryPoint, storage.MaxLevel, storage);

    /// <summary>The (approximately) <paramref name="k"/> nearest vectors.</summary>
    /// <param name="query">Any length but zero: it is normalised here.</param>
    /// <param name="k">At least 1; more than <see cref="Count"/> returns all that are found, at most Count.</param>
    /// <param name="efSearch">Candidates kept during the search, at least 1; values below k are raised to k. A larger value gives better recall and is slower.</param>
    /// <returns>Neighbours by distance, equal distances by node.</returns>
    /// <exception cref="ArgumentException">The query's dimension is wrong, or it is zero, NaN or infinite; or k or efSearch is below 1.</exception>
    public Neighbor[] Search(ReadOnlySpan<float> query, int k, int efSearch) => Search(query, k, efSearch, filter: null, out _);

    /// <summary>The (approximately) nearest vectors of a subset of any size; those of a small subset are compared one by one.</summary>
    /// <param name="query">Any length but zero: it is normalised here.</param>
    /// <param name="k">At least 1.</param>
    /// <param name="efSearch">At least 1; values below k are raised to k.</param>
    /// <param name="filter">Which nodes may be answers; null for all. Must not be changed during the search.</param>
    /// <returns>min(k, nodes of the filter) neighbours by distance, equal distances by node.</returns>
    /// <exception cref="ArgumentException">As without a filter; or it is for another number of nodes.</exception>
    public Neighbor[] Search(ReadOnlySpan<float> query, int k, int efSearch, NodeSet? filter) => Search(query, k, efSearch, filter, out _);

    /// <summary>Like <see cref="Search(ReadOnlySpan{float}, int, int)"/>, and reports the cost.</summary>
    /// <param name="query">Any length but zero: it is normalised here.</param>
    /// <param name="k">At least 1.</param>
    /// <param name="efSearch">At least 1; values below k are raised to k.</param>
    /// <param name="filter">Which nodes may be answers; null for all.</param>
    /// <param name="distanceEvaluations">The number of vectors or codes compared with the query: a measure of the work that is independent of the clock.</param>
    /// <exception cref="ArgumentException">The query's dimension is wrong, or it is zero, NaN or infinite; or k or efSearch is below 1.</exception>
    public Neighbor[] Search(ReadOnlySpan<float> query, int k, int efSearch, NodeSet? filter, out int distanceEvaluations)
    {
        VectorArguments.CheckSearch(k, efSearch);
        VectorArguments.CheckFilter(filter, Count);
        SearchContext context = _contexts.Rent();
        try
        {
            context.DistanceEvaluations = 0;
            Neighbor[] neighbors = Candidate.ToNeighbors(_search.Find(context, query, k, efSearch, filter));
            distanceEvaluations = context.DistanceEvaluations;
            return neighbors;
        }
        finally
        {
            _contexts.Return(context);
            GC.KeepAlive(_owner);
        }
    }

    /// <summary>Like <see cref="Search(ReadOnlySpan{float}, int, int)"/>, into the caller's memory, without allocations.</summary>
    /// <param name="query">Any length but zero: it is normalised here.</param>
    /// <param name="neighbors">Receives the neighbours: its length is k, at least 1.</param>
    /// <param name="efSearch">At least 1; values below k are raised to k.</param>
    /// <returns>The number found: normally min(k, Count).</returns>
    /// <exception cref="ArgumentException">The query's dimension is wrong, or it is zero, NaN or infinite; or k or efSearch is below 1.</exception>
    public int Search(ReadOnlySpan<float> query, Span<Neighbor> neighbors, int efSearch)
    {
        VectorArguments.CheckSearch(neighbors.Length, efSearch);
        SearchContext context = _contexts.Rent();
        try
        {
            return Candidate.CopyTo(_search.Find(context, query, neighbors.Length, efSearch, filter: null), neighbors);
        }
        finally
        {
            _contexts.Return(context);
            GC.KeepAlive(_owner);
        }
    }

    /// <summary>Searches for many queries on several threads. Thousands of queries are reordered, because consecutive similar queries benefit from the caches.</summary>
    /// <param name="queries">Consecutive vectors of <see cref="Dimension"/> components, of any length but zero.</param>
    /// <param name="k">At least 1.</param>
    /// <param name="efSearch">At least 1; values below k are raised to k.</param>
    /// <param name="threads">At least 1; 0 for one per processor.</param>
    /// <param name="token">Checked before each query.</param>
    /// <returns>For each query the result of <see cref="Search(ReadOnlySpan{float}, int, int)"/>.</returns>
    /// <exception cref="ArgumentException">The queries are not whole rows, one of them is zero, NaN or infinite, or a number is out of range.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public Neighbor[][] SearchBatch(ReadOnlyMemory<float> queries, int k, int efSearch, int threads = 0, CancellationToken token = default)
    {
        VectorArguments.CheckSearch(k, efSearch);
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        if (queries.Length % Dimension != 0)
            throw new ArgumentException($"{queries.Length} components are not a multiple of the dimension, {Dimension}.", nameof(queries));
        var results = new Neighbor[queries.Length / Dimension][];
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads == 0 ? Environment.ProcessorCount : threads, CancellationToken = token };
        try
        {
            int[] order = [.. Enumerable.Range(0, results.Length)];
            if (_search.IsWorthOrdering(results.Length))
            {
                var regions = new ulong[results.Length];
                Parallel.For(0, results.Length, options, i => regions[i] = Region(queries.Span.Slice(i * Dimension, Dimension)));
                Array.Sort(regions, order);
            }

            Parallel.For(0, results.Length, options, i => results[order[i]] = Search(queries.Span.Slice(order[i] * Dimension, Dimension), k, efSearch));
        }
        catch (AggregateException e) when (e.InnerException is ArgumentException inner)
        {
            throw new ArgumentException($"One of the queries: {inner.Message}", nameof(queries), e);
        }

        return results;
    }

    /// <summary>The vectors nearest to any of several queries, each once, by its smallest distance: for several views of one object.</summary>
    /// <param name="queries">At least one; consecutive vectors of <see cref="Dimension"/> components, of any length but zero.</param>
    /// <param name="k">At least 1.</param>
    /// <param name="efSearch">For each query; at least 1; values below k are raised to k.</param>
    /// <returns>At most k neighbours by distance, equal distances by node.</returns>
    /// <exception cref="ArgumentException">There are no queries, or as in <see cref="SearchBatch"/>.</exception>
    public Neighbor[] SearchAny(ReadOnlyMemory<float> queries, int k, int efSearch)
    {
        if (queries.IsEmpty)
            throw new ArgumentException("There are no queries.", nameof(queries));
        var nearest = new Dictionary<int, float>();
        foreach (Neighbor[] found in SearchBatch(queries, k, efSearch))
        {
            foreach (Neighbor neighbor in found)
                nearest[neighbor.Node] = Math.Min(neighbor.Distance, nearest.GetValueOrDefault(neighbor.Node, float.MaxValue));
        }

        return [.. nearest.Select(pair => new Neighbor(pair.Key, pair.Value)).OrderBy(n => n.Distance).ThenBy(n => n.Node).Take(k)];
    }

    /// <summary>All vectors within a distance, as far as the search finds them: for example near-duplicates.</summary>
    /// <remarks>Searches with increasingly many candidates until the farthest one found is outside, or <paramref name="limit"/> are found.</remarks>
    /// <param name="query">Any length but zero: it is normalised here.</param>
    /// <param name="maxDistance">1 - cosine, 0 to 2; included.</param>
    /// <param name="efSearch">Candidates kept at first, at least 1.</param>
    /// <param name="limit">The maximum number of neighbours, at least 1.</param>
    /// <returns>Neighbours by distance, equal distances by node.</returns>
    /// <exception cref="ArgumentException">As in <see cref="Search(ReadOnlySpan{float}, int, int)"/>, or maxDistance is not 0 to 2.</exception>
    public Neighbor[] SearchWithin(ReadOnlySpan<float> query, float maxDistance, int efSearch, int limit = int.MaxValue)
    {
        if (!(maxDistance is >= 0 and <= 2))
            throw new ArgumentOutOfRangeException(nameof(maxDistance), maxDistance, "A distance is 0 to 2.");
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        for (int k = Math.Min(limit, Math.Max(efSearch, 1)); ; k = (int)Math.Min(limit, 4L * k))
        {
            Neighbor[] found = Search(query, k, efSearch);
            int within = found.Count(neighbor => neighbor.Distance <= maxDistance);
            if (within < found.Length || found.Length < k || k == limit || k >= Count)
                return found[..within];
        }
    }

    /// <summary>The nodes nearest to a node that is not a copy, including itself.</summary>
    internal int SearchAround(int node, Span<Neighbor> neighbors, int efSearch)
    {
        SearchContext context = _contexts.Rent();
        try
        {
            return Candidate.CopyTo(_search.FindAround(context, node, neighbors.Length, efSearch), neighbors);
        }
        finally
        {
            _contexts.Return(context);
            GC.KeepAlive(_owner);
        }
    }

    /// <summary>Distances of a query to some nodes, by codes where there are any: for statistics.</summary>
    internal void Measure(ReadOnlySpan<float> query, ReadOnlySpan<int> nodes, Span<float> distances)
    {
        SearchContext context = _contexts.Rent();
        try
        {
            float* vector = context.LoadQuery(query);
            if (_view.Codes.Exist)
                context.EncodeWholeQuery(vector, _view).Measure(nodes, distances);
            else
                new FloatMetric(_view.Vectors, vector).Measure(nodes, distances);
        }
        finally
        {
            _contexts.Return(context);
            GC.KeepAlive(_owner);
        }
    }

    /// <summary>The same, from a node to some others.</summary>
    internal void MeasureFrom(int node, ReadOnlySpan<int> nodes, Span<float> distances)
    {
        SearchContext context = _contexts.Rent();
        try
        {
            if (_view.Codes.Exist)
                new CodeNodeMetrics(_view.WholeCodes).Of(node, context.QueryCodes).Measure(nodes, distances);
            else
                new FloatMetric(_view.Vectors, _view.Vectors.Row(node)).Measure(nodes, distances);
        }
        finally
        {
            _contexts.Return(context);
            GC.KeepAlive(_owner);
        }
    }

    private ulong Region(ReadOnlySpan<float> query)
    {
        SearchContext context = _contexts.Rent();
        try
        {
            return _search.Region(context, query);
        }
        finally
        {
            _contexts.Return(context);
            GC.KeepAlive(_owner);
        }
    }

    internal Neighbor[] SearchExact(ReadOnlySpan<float> query, int k, NodeSet? filter, CancellationToken token = default)
    {
        SearchContext context = _contexts.Rent();
        try
        {
            k = Math.Min(k, filter?.Count ?? Count);
            if (k == 0)
                return [];
            context.Nearest.Reset(k);
            ExactSearch.Scan(new FloatMetric(_view.Vectors, context.LoadQuery(query)), Count, filter, context.Nearest, token);
            return Candidate.ToNeighbors(context.Nearest.Ascending());
        }
        finally
        {
            _contexts.Return(context);
            GC.KeepAlive(_owner);
        }
    }
}
