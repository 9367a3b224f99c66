using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace ImageRetrieval.VectorIndex;

/// <summary>The traversal of a graph, common to building and searching.</summary>
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
    /// <remarks>
    /// No node is compared twice, and all compared nodes are added to the pool: every node of an upper level also exists on the levels
    /// below, so it is a candidate there. The caller has marked the entry point as visited.
    /// </remarks>
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
                Range unseen = Fetch(graph, context, metric, Candidate.Node(nearest), level);
                nearest = Math.Min(nearest, AddAll(context, metric, context.Visited.Seen[unseen]));
            }
            while (nearest < before);
        }

        return nearest;
    }

    /// <summary>
    /// Expands the pool until its nearest members have no unseen neighbour at <paramref name="level"/> (algorithm 2).
    /// The caller has added the entry points to the pool and marked them as visited.
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
            // The next node is taken before this one's neighbours are compared, so that its rows are prefetched meanwhile.
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

    /// <summary>Takes the nearest unexpanded node and prefetches the rows of its unseen neighbours; the default value when there is none.</summary>
    private static Range TakeNext<TMetric>(in GraphView graph, SearchContext context, in TMetric metric, int level)
        where TMetric : struct, IMetric
    {
        while (context.Pool.TryTakeNext(out int node))
        {
            Range unseen = Fetch(graph, context, metric, node, level);
            if (unseen.End.Value > unseen.Start.Value)
                return unseen;
        }

        return default;
    }

    /// <summary>Marks a node's unseen neighbours as visited and prefetches their rows.</summary>
    private static Range Fetch<TMetric>(in GraphView graph, SearchContext context, in TMetric metric, int node, int level)
        where TMetric : struct, IMetric
    {
        Range unseen = context.Visited.AddAll(graph.Links(node, level));
        foreach (int neighbor in context.Visited.Seen[unseen])
            metric.Prefetch(neighbor);
        return unseen;
    }

    /// <summary>Compares nodes and adds them to the pool; returns the nearest key, or the largest number if there are none.</summary>
    private static ulong AddAll<TMetric>(SearchContext context, in TMetric metric, ReadOnlySpan<int> nodes)
        where TMetric : struct, IMetric
    {
        MeasureAll(context, metric, nodes);
        ulong nearest = context.Pool.Gather(nodes, context.Distances);
        context.Pool.AddGathered();
        return nearest;
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
}
