namespace ImageRetrieval.VectorIndex;

/// <summary>
/// Walking a graph when only some nodes may be answers: only those are measured and kept, and a node that is not among them
/// is looked through, to its own links (the two-hop expansion of ACORN-1, arXiv 2403.04871, section 5).
/// </summary>
internal static class FilteredTraversal
{
    // The unfiltered search whose finds the filtered one begins with: the region is right, whatever the filter lets through.
    private const int SeedEf = 32;

    // Measured in evaluations of codes: the links of some thirty nodes, fetched from memory, for one candidate.
    private const int TwoHopCost = 75;
    private const int EvaluationsPerCandidate = 10;

    /// <summary>Whether comparing with every node of the filter costs less than the walk.</summary>
    public static bool IsScanCheaper(int allowed, int count, int ef)
    {
        double refused = 1 - ((double)allowed / count);
        return allowed <= ef * (EvaluationsPerCandidate + (TwoHopCost * refused));
    }

    // Below this part of the share that chance would give, the filter avoids the query's region.
    private const double FewestOfExpected = 0.25;

    /// <summary>Fills the context's pool with the nearest nodes of the filter that are found; the pool may stay short where they are far apart.</summary>
    /// <param name="graph">Level 0 of it.</param>
    /// <param name="context">Whose pool holds the entry points, marked as visited.</param>
    /// <param name="metric">Of the query.</param>
    /// <param name="filter">What may be found.</param>
    /// <param name="share">The filter's part of all nodes, 0 to 1.</param>
    /// <param name="ef">Candidates kept.</param>
    /// <returns>
    /// False when the filter has nearly nothing where the query is: what it has lies around that region on all sides, no way
    /// along links leads from one of them to the next, and only a scan is right.
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

    /// <summary>Measures those that the filter has and puts them into the pool; returns how many they are.</summary>
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
