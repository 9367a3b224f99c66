using System.Runtime.CompilerServices;

namespace ImageRetrieval.VectorIndex;

/// <summary>The traversal by codes of neighbours: estimates decide what is expanded; the caller re-ranks what it finds.</summary>
internal sealed unsafe class NeighborSearch(GraphView view, NeighborCodes codes)
{
    // Estimates misplace some of the nearest: a quarter more candidates are re-ranked than are expanded.
    private const double KeptForExpanded = 1.25;
    private const int KeptBeyond = 8;

    // Candidates with which each level is entered.
    private const int Entered = 4;

    // Nodes that are taken before the first of them is expanded: their blocks arrive meanwhile. Measured: one costs 10 %, more gain
    // nothing. On upper levels, where few are expanded, those that are taken too early are too many.
    private const int TakenAhead = 3;
    private const int TakenAheadAbove = 1;

    /// <summary>Whether a search with that many candidates is made for this; larger ones keep too many.</summary>
    public static bool Suits(int ef) => Kept(ef) <= NeighborPool.MostCapacity;

    /// <summary>Keys of the nearest by their estimates; valid until the context's next use.</summary>
    public ReadOnlySpan<ulong> Find(SearchContext context, CodeMetric whole, int ef)
    {
        NeighborScratch scratch = context.NeighborScratch(codes.Coding.Components);
        scratch.Query.Load(codes.Coding, whole, codes.FactorStep);
        context.Visited.Clear();
        scratch.Pool.Reset(Entered);
        byte* entries = codes.Entries.Row(0);
        for (int group = 0; group < codes.Entries.Groups; group++)
            Add(context, scratch, codes.Entries.Block(entries, group));
        for (int level = codes.EntryLevel - 1; level > 0; level--)
        {
            Restart(context, scratch.Pool, Entered);
            Walk(context, scratch, codes.Upper, level, Entered);
        }

        Restart(context, scratch.Pool, Kept(ef));
        Walk(context, scratch, codes.Ground, level: 0, ef);
        GC.KeepAlive(codes);
        return scratch.Pool.Keys;
    }

    private static int Kept(int ef) => (int)(KeptForExpanded * ef) + KeptBeyond;

    // What was too far for a few candidates may be near enough for more: only those that are kept count as seen.
    private static void Restart(SearchContext context, NeighborPool pool, int capacity)
    {
        context.Visited.Clear();
        pool.Restart(capacity);
        foreach (ulong key in pool.Keys)
            context.Visited.Add(Candidate.Node(key));
    }

    [SkipLocalsInit]
    private void Walk(SearchContext context, NeighborScratch scratch, NeighborBlocks blocks, int level, int ef)
    {
        byte** taken = stackalloc byte*[TakenAhead + 1];
        int first = 0, count = 0, ahead = level == 0 ? TakenAhead : TakenAheadAbove;
        while (true)
        {
            while (count <= ahead && scratch.Pool.TakeNext(ef) is var node and >= 0)
            {
                byte* row = blocks.Row(level == 0 ? node : view.UpperRow(node, level));
                CosineDistance.Prefetch(row, blocks.RowBytes);
                taken[(first + count++) % (TakenAhead + 1)] = row;
            }

            if (count == 0)
                return;
            byte* expanded = taken[first];
            (first, count) = ((first + 1) % (TakenAhead + 1), count - 1);
            for (int group = 0; group < blocks.Groups; group++)
                Add(context, scratch, blocks.Block(expanded, group));
        }
    }

    /// <summary>Adds those nodes of a block to the pool that are new and near enough.</summary>
    [SkipLocalsInit]
    private static void Add(SearchContext context, NeighborScratch scratch, byte* block)
    {
        float* distances = stackalloc float[NeighborBlock.Nodes];
        uint near = NeighborDistances.Measure(block, scratch.Query, scratch.Pool.Bound, distances);
        context.DistanceEvaluations += NeighborBlock.Nodes;
        if (near == 0)
            return;
        ulong* keys = stackalloc ulong[NeighborBlock.Nodes];
        scratch.Pool.Add(keys, context.Visited.AddMasked(NeighborBlock.Ids(block), distances, near, keys));
    }
}
