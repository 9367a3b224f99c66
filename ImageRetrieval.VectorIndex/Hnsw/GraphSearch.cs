namespace ImageRetrieval.VectorIndex;

/// <summary>A complete search: descent, level 0, re-ranking, copies; or a scan.</summary>
// Invariant: nextCopy has view.Count entries; the caller keeps the memory of both reachable.
internal sealed unsafe class GraphSearch(GraphView view, int* nextCopy, bool hasCopies, int entryPoint, int maxLevel, VectorFile? vectorFile, NeighborCodes? neighborCodes)
{
    // Candidates of a scan by codes, in addition to four per answer: enough for the codes' error unless hundreds are about equally far.
    private const int ScanCandidates = 64;

    // Distances between projections put some of the true nearest behind others: those need not be expanded to be found, so more are kept.
    private const double KeptForExpanded = 1.5;
    private const int KeptBeyond = 8;

    // With M = 16 one node in 256 is on this level: the rows around it fit into a core's cache, and the descent to it costs almost nothing.
    private const int RegionLevel = 2;
    private const int QueriesPerRegion = 32;

    private readonly NeighborSearch? _byNeighborCodes = neighborCodes is null ? null : new NeighborSearch(view, neighborCodes);

    /// <summary>Keys of the answers by exact distance; valid until the context's next use.</summary>
    public ReadOnlySpan<ulong> Find(SearchContext context, ReadOnlySpan<float> query, int k, int efSearch, NodeSet? filter)
    {
        k = Math.Min(k, view.Count);
        int ef = Math.Min(Math.Max(k, efSearch), view.Count);
        float* vector = context.LoadQuery(query);
        var exact = new ExactVectors(view.Vectors, vector, vectorFile);
        if (!view.Codes.Exist)
            return Find(context, exact.Metric, exact, k, ef, filter);
        CodeMetric whole = context.EncodeWholeQuery(vector, view);
        if (filter is null && _byNeighborCodes is not null && NeighborSearch.Suits(ef))
        {
            ReadOnlySpan<ulong> found = Rerank.BestByCodes(context, _byNeighborCodes.Find(context, whole, ef), whole, k);
            return WithCopies(context, Rerank.Nearest(context, found, exact, k, whole.Error, out _, Rerank.SmallBlock), k, filter: null);
        }

        return Find(context, context.ProjectQuery(whole, view), exact with { Whole = whole }, k, ef, filter);
    }

    /// <summary>Keys of the nodes around a node of the graph, including itself: the traversal of level 0 starts there. Valid until the context's next use.</summary>
    /// <param name="context">Working memory.</param>
    /// <param name="node">Not a copy: those have no links.</param>
    /// <param name="k">At least 1.</param>
    /// <param name="efSearch">At least 1.</param>
    public ReadOnlySpan<ulong> FindAround(SearchContext context, int node, int k, int efSearch)
    {
        k = Math.Min(k, view.Count);
        int ef = Math.Min(Math.Max(k, efSearch), view.Count);
        var exact = new ExactVectors(view.Vectors, view.Vectors.Row(node), vectorFile);
        if (!view.Codes.Exist)
            return FindAround(context, exact.Metric, exact, node, k, ef);
        if (view.Projection is not null)
            exact = exact with { Whole = new CodeNodeMetrics(view.WholeCodes).Of(node, context.WholeQueryCodes) };
        return FindAround(context, new CodeNodeMetrics(view.Codes).Of(node, context.QueryCodes), exact, node, k, ef);
    }

    private ReadOnlySpan<ulong> FindAround<TMetric>(SearchContext context, TMetric metric, ExactVectors exact, int node, int k, int ef)
        where TMetric : struct, IMetric
    {
        context.Pool.Reset(ef);
        context.Visited.Clear();
        context.Visited.Add(node);
        context.Pool.Add(GraphTraversal.Measure(context, metric, node));
        GraphTraversal.SearchLevel(view, context, metric, level: 0);
        ReadOnlySpan<ulong> found = Measured(context, metric, exact, k);
        return found[..Math.Min(k, found.Length)];
    }

    /// <summary>Whether this many queries are answered faster when ordered by region.</summary>
    // Measured, 50,000 x 512 and 15,000 x 1280: with 50 or more queries per region, 1.1 to 1.4 times the throughput for float32 and
    // 1.0 to 1.15 for codes; with 5 to 13 there is no gain.
    public bool IsWorthOrdering(int queries) =>
        maxLevel >= RegionLevel && queries >= QueriesPerRegion * (view.Count / Math.Pow(view.Upper.Capacity, RegionLevel));

    /// <summary>A sort key for queries: those with equal keys visit the same part of the graph. Only if <see cref="IsWorthOrdering"/>.</summary>
    public ulong Region(SearchContext context, ReadOnlySpan<float> query)
    {
        float* vector = context.LoadQuery(query);
        return view.Codes.Exist
            ? Region(context, context.ProjectQuery(context.EncodeWholeQuery(vector, view), view))
            : Region(context, new ExactVectors(view.Vectors, vector, vectorFile).Metric);
    }

    // Where the descent arrives on that level and on the one above, so that neighbouring regions are adjacent.
    private ulong Region<TMetric>(SearchContext context, in TMetric metric)
        where TMetric : struct, IMetric
    {
        context.Pool.Reset(ef: 1);
        context.Visited.Clear();
        context.Visited.Add(entryPoint);
        ulong entry = GraphTraversal.Measure(context, metric, entryPoint);
        ulong coarse = GraphTraversal.Descend(view, context, metric, entry, maxLevel, RegionLevel);
        ulong fine = GraphTraversal.Descend(view, context, metric, coarse, RegionLevel, RegionLevel - 1);
        return ((ulong)Candidate.Node(coarse) << 32) | (uint)Candidate.Node(fine);
    }

    private ReadOnlySpan<ulong> Find<TMetric>(SearchContext context, TMetric metric, ExactVectors exact, int k, int ef, NodeSet? filter)
        where TMetric : struct, IMetric
    {
        if (filter?.Count == 0)
            return [];
        if (filter is not null)
            return FindAmong(context, metric, exact, Math.Min(k, filter.Count), ef, filter);
        EnterGround(context, metric, ef);
        GraphTraversal.SearchLevel(view, context, metric, level: 0);
        return WithCopies(context, Measured(context, metric, exact, k), k, filter: null);
    }

    private ReadOnlySpan<ulong> FindAmong<TMetric>(SearchContext context, TMetric metric, ExactVectors exact, int k, int ef, NodeSet filter)
        where TMetric : struct, IMetric
    {
        if (!FilteredTraversal.IsScanCheaper(filter.Count, view.Count, ef))
        {
            EnterGround(context, metric, ef);
            bool isNear = FilteredTraversal.Search(view, context, metric, new NodeFilter(filter, nextCopy), (double)filter.Count / view.Count, ef);
            if (isNear && context.Pool.Keys.Length > 0)
            {
                ReadOnlySpan<ulong> found = WithCopies(context, Measured(context, metric, exact, k), k, filter);
                if (found.Length >= k)
                    return found;
            }
        }

        return view.Projection is null
            ? ScanAmong(context, metric, exact, k, filter)
            : ScanAmong(context, exact.Whole, exact, k, filter);
    }

    /// <summary>Candidates that a search by projected vectors keeps for re-ranking.</summary>
    /// <param name="expanded">Candidates that it expands: efSearch.</param>
    public static double KeptFor(double expanded) => (KeptForExpanded * expanded) + KeptBeyond;

    /// <summary>The reverse of <see cref="KeptFor"/>.</summary>
    public static double ExpandedFor(double kept) => (kept - KeptBeyond) / KeptForExpanded;

    private int Kept(int ef) => view.Projection is null ? ef : Math.Min(view.Count, (int)KeptFor(ef));

    /// <summary>What the walk found, measured exactly; after a walk by projected vectors, those by the codes of all components first.</summary>
    private ReadOnlySpan<ulong> Measured<TMetric>(SearchContext context, TMetric metric, ExactVectors exact, int k)
        where TMetric : struct, IMetric
    {
        if (view.Projection is not { } projection)
            return Rerank.Nearest(context, context.Pool.Keys, exact, k, metric.Error, out _);
        ReadOnlySpan<ulong> found = Rerank.NearestByCodes(context, context.Pool.Keys, exact.Whole, k, projection.Error + metric.Error);
        return Rerank.Nearest(context, found, exact, k, exact.Whole.Error, out _);
    }

    /// <summary>Compares with every node of the filter: by codes, and by vectors only when the codes are not conclusive.</summary>
    private ReadOnlySpan<ulong> ScanAmong<TMetric>(SearchContext context, TMetric metric, ExactVectors exact, int k, NodeSet filter)
        where TMetric : struct, IMetric
    {
        context.DistanceEvaluations += filter.Count;
        context.Nearest.Reset(metric.Error == 0 ? k : Math.Min(filter.Count, (4 * k) + ScanCandidates));
        ExactSearch.Scan(metric, view.Count, filter, context.Nearest);
        ReadOnlySpan<ulong> found = Rerank.Nearest(context, context.Nearest.Ascending(), exact, k, metric.Error, out bool isComplete);
        if (isComplete || found.Length == filter.Count)
            return found[..k];
        context.DistanceEvaluations += filter.Count;
        context.Nearest.Reset(k);
        ExactSearch.Scan(exact.Metric, view.Count, filter, context.Nearest);
        return context.Nearest.Ascending();
    }

    private ReadOnlySpan<ulong> WithCopies(SearchContext context, ReadOnlySpan<ulong> found, int k, NodeSet? filter)
    {
        if (!hasCopies)
            return found[..Math.Min(k, found.Length)];
        CopyExpansion.Expand(found, new ReadOnlySpan<int>(nextCopy, view.Count), k, filter, context.Nearest);
        return context.Nearest.Ascending();
    }

    /// <summary>Descends to level 0; the pool then contains the entry points: all nodes compared during the descent.</summary>
    // They include the entry point, from which all nodes are reachable, as ensured by the builder; this need not be true for
    // the node where the descent ended.
    private void EnterGround<TMetric>(SearchContext context, in TMetric metric, int ef)
        where TMetric : struct, IMetric
    {
        context.Pool.Reset(ef, Kept(ef));
        context.Visited.Clear();
        context.Visited.Add(entryPoint);
        ulong entry = GraphTraversal.Measure(context, metric, entryPoint);
        context.Pool.Add(entry);
        GraphTraversal.Descend(view, context, metric, entry, maxLevel, toLevel: 0);
    }
}
