using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace ImageRetrieval.VectorIndex;

/// <summary>Walking a graph towards a query: the part that building and searching share.</summary>
internal static unsafe class GraphTraversal
{
    public static ulong Measure<TMetric>(SearchContext context, in TMetric metric, int node)
        where TMetric : struct, IMetric
    {
        context.DistanceEvaluations++;
        float distance = 0;
        metric.Measure(new ReadOnlySpan<int>(in node), new Span<float>(ref distance));
        return Candidate.Key(distance, node);
    }

    /// <summary>
    /// Greedy descent from <paramref name="nearest"/>, through the levels from <paramref name="fromLevel"/> down to,
    /// and without, <paramref name="toLevel"/> (algorithm 5, lines 4-6: a search with ef = 1).
    /// </summary>
    public static ulong Descend<TMetric>(
        in GraphView graph, SearchContext context, in TMetric metric, ulong nearest, int fromLevel, int toLevel)
        where TMetric : struct, IMetric
    {
        for (int level = fromLevel; level > toLevel; level--)
        {
            ulong before;
            do
            {
                before = nearest;
                ReadOnlySpan<int> links = Checked(graph, context, graph.Links(Candidate.Node(nearest), level));
                MeasureAll(context, metric, links);
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
    [SkipLocalsInit]
    public static void SearchLevel<TMetric>(in GraphView graph, SearchContext context, in TMetric metric, int level)
        where TMetric : struct, IMetric
    {
        CandidatePool pool = context.Pool;
        Span<int> soon = stackalloc int[2];
        Range measured = TakeNext(graph, context, metric, level);
        while (!measured.Equals(default))
        {
            // The next node is taken before this one's neighbours are measured: its rows are on their way meanwhile.
            Range fetched = TakeNext(graph, context, metric, level);
            ReadOnlySpan<int> unseen = context.Visited.Seen[measured];
            if (level == 0)
            {
                foreach (int node in soon[..pool.PeekNext(soon)])
                    PrefetchLinks(graph, node);
            }

            MeasureAll(context, metric, unseen);
            ulong nearest = pool.Gather(unseen, context.Distances);
            if (level == 0 && nearest != ulong.MaxValue)
                PrefetchLinks(graph, Candidate.Node(nearest));
            pool.AddGathered();
            measured = fetched.Equals(default) ? TakeNext(graph, context, metric, level) : fetched;
        }
    }

    /// <summary>Takes the nearest unexpanded node and asks for the rows of its unseen neighbours; the default value when there is none.</summary>
    private static Range TakeNext<TMetric>(in GraphView graph, SearchContext context, in TMetric metric, int level)
        where TMetric : struct, IMetric
    {
        while (context.Pool.TryTakeNext(out int node))
        {
            Range unseen = context.Visited.AddAll(graph.Links(node, level));
            foreach (int neighbor in context.Visited.Seen[unseen])
                metric.Prefetch(neighbor);
            if (unseen.End.Value > unseen.Start.Value)
                return unseen;
        }

        return default;
    }

    private static void PrefetchLinks(in GraphView graph, int node)
    {
        if (Sse.IsSupported)
            CosineDistance.Prefetch(graph.Ground.Row(node), graph.Ground.Stride * sizeof(int));
    }

    private static void MeasureAll<TMetric>(SearchContext context, in TMetric metric, ReadOnlySpan<int> nodes)
        where TMetric : struct, IMetric
    {
        context.DistanceEvaluations += nodes.Length;
        metric.Measure(nodes, context.Distances);
    }

    /// <summary>A copy of a row, because another thread may be writing it.</summary>
    private static ReadOnlySpan<int> Checked(in GraphView graph, SearchContext context, ReadOnlySpan<int> links)
    {
        Span<int> nodes = context.Gathered;
        int count = 0;
        foreach (int node in links)
        {
            if (node == LinkRows.End)
                break;
            if ((uint)node >= (uint)graph.Count)
                throw DamagedGraph.NodeOutOfRange(node, graph.Count);
            nodes[count++] = node;
        }

        return nodes[..count];
    }
}
