namespace ImageRetrieval.VectorIndex;

/// <summary>Walking a graph towards a query: the part that building and searching share.</summary>
internal static unsafe class GraphTraversal
{
    public static ulong Measure(in GraphView graph, SearchContext context, float* query, int node)
    {
        context.DistanceEvaluations++;
        return Candidate.Key(CosineDistance.Between(query, graph.Vectors.Row(node), graph.Vectors.Stride), node);
    }

    /// <summary>
    /// Greedy descent from <paramref name="nearest"/>, through the levels from <paramref name="fromLevel"/> down to,
    /// and without, <paramref name="toLevel"/> (algorithm 5, lines 4-6: a search with ef = 1).
    /// </summary>
    public static ulong Descend(in GraphView graph, SearchContext context, float* query, ulong nearest, int fromLevel, int toLevel)
    {
        for (int level = fromLevel; level > toLevel; level--)
        {
            ulong before;
            do
            {
                before = nearest;
                ReadOnlySpan<int> links = graph.Links(Candidate.Node(nearest), level);
                CheckNodes(links, graph.Count);
                MeasureAll(graph, context, query, links);
                for (int i = 0; i < links.Length; i++)
                    nearest = Math.Min(nearest, Candidate.Key(context.Distances[i], links[i]));
            }
            while (nearest < before);
        }

        return nearest;
    }

    /// <summary>
    /// Expands the pool until its nearest members have no unseen neighbour at <paramref name="level"/> (algorithm 2).
    /// The caller has put the entry points into the pool and marked them as visited.
    /// </summary>
    public static void SearchLevel(in GraphView graph, SearchContext context, float* query, int level)
    {
        while (context.Pool.TryTakeNext(out int node))
        {
            // Gather first, then compute: distances go four at a time only when the seen ones are out of the way.
            int gathered = GatherUnseen(graph, context, graph.Links(node, level));
            ReadOnlySpan<int> unseen = context.Gathered[..gathered];
            MeasureAll(graph, context, query, unseen);
            for (int i = 0; i < unseen.Length; i++)
                context.Pool.Add(Candidate.Key(context.Distances[i], unseen[i]));
        }
    }

    private static int GatherUnseen(in GraphView graph, SearchContext context, ReadOnlySpan<int> links)
    {
        CheckNodes(links, graph.Count);
        Span<int> unseen = context.Gathered;
        VisitedSet visited = context.Visited;
        int count = 0;
        foreach (int node in links)
        {
            if (visited.Add(node))
                unseen[count++] = node;
        }

        return count;
    }

    private static void MeasureAll(in GraphView graph, SearchContext context, float* query, ReadOnlySpan<int> nodes)
    {
        context.DistanceEvaluations += nodes.Length;
        CosineDistance.ToMany(graph.Vectors, query, nodes, context.Distances);
    }

    private static void CheckNodes(ReadOnlySpan<int> nodes, int count)
    {
        foreach (int node in nodes)
        {
            if ((uint)node >= (uint)count)
                throw DamagedGraph.NodeOutOfRange(node, count);
        }
    }
}
