namespace ImageRetrieval.VectorIndex;

/// <summary>
/// Traversal when only some nodes may be answers: only those are compared and kept, and a node outside the filter is replaced by
/// its own links (the two-hop expansion of ACORN-1, arXiv 2403.04871, section 5).
/// </summary>
internal static class FilteredTraversal
{
    // The filtered search starts from the results of an unfiltered one: its region is right, whatever the filter.
    private const int SeedEf = 32;

    // In units of code comparisons: for one candidate, the links of about thirty nodes are fetched from memory.
    private const int TwoHopCost = 75;
    private const int EvaluationsPerCandidate = 10;

    /// <summary>Whether comparing with every node of the filter is cheaper than the traversal.</summary>
    public static bool IsScanCheaper(int allowed, int count, int ef)
    {
        double refused = 1 - ((double)allowed / count);
        return allowed <= ef * (EvaluationsPerCandidate + (TwoHopCost * refused));
    }

    // Below this fraction of the share expected by chance, the filter avoids the query's region.
    private const double FewestOfExpected = 0.25;

    /// <summary>Fills the context's pool with the nearest nodes of the filter; the pool may not be filled when they are far apart.</summary>
    /// <param name="graph">Level 0 of the graph.</param>
    /// <param name="context">Its pool contains the entry points, marked as visited.</param>
    /// <param name="metric">The query's metric.</param>
    /// <param name="filter">The nodes that may be found.</param>
    /// <param name="share">The filter's share of all nodes, 0 to 1.</param>
    /// <param name="ef">Candidates kept.</param>
    /// <returns>
    /// False when the filter has almost no nodes near the query: its nodes are then scattered around that region without paths
    /// between them, and only a scan gives correct results.
    /// </returns>
    public static bool Search<TMetric>(in GraphView graph, SearchContext context, in TMetric metric, NodeFilter filter, double share, int ef)
        where TMetric : struct, IMetric
    {
        context.Pool.Limit(SeedEf);
        GraphTraversal.SearchLevel(graph, context, metric, level: 0);
        int[] seeds = Nodes(context.Pool.Keys);
        if (seeds.Count(filter.Allows) < FewestOfExpected * share * seeds.Length)
            return false;
        context.Pool.Reset(ef);
        context.Visited.Clear();
        Take(context, metric, context.Visited.AddAll(seeds), filter);
        foreach (int seed in seeds)
        {
            if (!filter.Allows(seed))
                Expand(graph, context, metric, seed, filter);
        }

        while (context.Pool.TryTakeNext(out int node))
            Expand(graph, context, metric, node, filter);
        return true;
    }

    private static void Expand<TMetric>(in GraphView graph, SearchContext context, in TMetric metric, int node, NodeFilter filter)
        where TMetric : struct, IMetric
    {
        Range near = context.Visited.AddAll(graph.Links(node, 0));
        int found = Take(context, metric, near, filter);
        for (int i = near.Start.Value; i < near.End.Value && found < graph.Ground.Capacity; i++)
        {
            int refused = context.Visited.Seen[i];
            if (!filter.Allows(refused))
                found += Take(context, metric, context.Visited.AddAll(graph.Links(refused, 0)), filter);
        }
    }

    /// <summary>Compares the nodes that are in the filter and adds them to the pool; returns their number.</summary>
    private static int Take<TMetric>(SearchContext context, in TMetric metric, Range seen, NodeFilter filter)
        where TMetric : struct, IMetric
    {
        context.EnsureRoom(seen.End.Value - seen.Start.Value);
        Span<int> allowed = context.Gathered;
        int count = 0;
        foreach (int node in context.Visited.Seen[seen])
        {
            if (!filter.Allows(node))
                continue;
            metric.Prefetch(node);
            allowed[count++] = node;
        }

        context.DistanceEvaluations += count;
        metric.Measure(allowed[..count], context.Distances);
        context.Pool.Gather(allowed[..count], context.Distances);
        context.Pool.AddGathered();
        return count;
    }

    private static int[] Nodes(ReadOnlySpan<ulong> keys)
    {
        var nodes = new int[keys.Length];
        for (int i = 0; i < nodes.Length; i++)
            nodes[i] = Candidate.Node(keys[i]);
        return nodes;
    }
}
