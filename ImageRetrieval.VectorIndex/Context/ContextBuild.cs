namespace ImageRetrieval.VectorIndex;

/// <summary>Computes the surroundings of all nodes of a finished graph, from nothing or from those of an earlier one.</summary>
/// <remarks>
/// Work on an earlier table is in proportion to the difference: a new node is searched for and offered to those that it finds, a
/// node that lost one of its neighbours is searched for again, and the rest stays. A new node may be missed by one that it does
/// not find itself, so all is computed again when the graph has grown by half. The result does not depend on the number of threads.
/// </remarks>
internal sealed class ContextBuild
{
    /// <summary>Nodes that stand for the collection; measured: more do not change the ranking.</summary>
    internal const int SampleLength = 300;

    // A new node is offered to so many: most of those whose nearest it is are among them.
    private const int Offered = 48;
    private const int OfferedEfSearch = 64;

    // Of the ten nearest 98 of 100 are found by so many candidates, which is enough to compare neighbourhoods by.
    private const int EfSearch = 32;

    // Beyond these shares the earlier table is not worth keeping.
    private const int MostGrowthPercent = 150;
    private const int LeastSamplePercent = 80;

    private readonly HnswGraph _graph;
    private readonly ParallelOptions _parallel;
    private readonly ContextTable _table;

    private ContextBuild(HnswGraph graph, ContextTable table, int threads, CancellationToken token)
    {
        _graph = graph;
        _table = table;
        _parallel = new ParallelOptions { MaxDegreeOfParallelism = threads == 0 ? Environment.ProcessorCount : threads, CancellationToken = token };
    }

    /// <param name="graph">Finished.</param>
    /// <param name="previous">Of an earlier graph, or the default value.</param>
    /// <param name="heirs">For each node of the earlier graph its number in this one; -1 where it is gone.</param>
    /// <param name="threads">At least 1; 0 takes one for each processor.</param>
    /// <param name="token">Looked at before each node.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static ContextTable Run(HnswGraph graph, ContextRows previous, ReadOnlyMemory<int> heirs, int threads, CancellationToken token)
    {
        int[] sample = previous.Exist ? StillThere(previous.Sample, heirs.Span) : [];
        int wanted = Math.Min(SampleLength, graph.Count);
        bool continues = 100L * sample.Length >= (long)LeastSamplePercent * wanted && 100L * graph.Count <= (long)MostGrowthPercent * previous.Complete;
        var table = continues ? new ContextTable(graph.Count, sample, previous.Complete) : new ContextTable(graph.Count, Draw(graph.Count, wanted), graph.Count);
        var build = new ContextBuild(graph, table, threads, token);
        if (continues)
            build.Continue(previous, heirs.Span);
        else
            build.Search(NeighborsInTurn.Of(graph.View), offer: false, measure: true);
        ContextQuantiles.Compute(table);
        GC.KeepAlive(graph);
        return table;
    }

    private void Continue(ContextRows previous, ReadOnlySpan<int> heirs)
    {
        var lost = new List<int>();
        var isNew = new bool[_graph.Count];
        Array.Fill(isNew, true);
        for (int old = 0; old < heirs.Length; old++)
        {
            if (heirs[old] < 0)
                continue;
            isNew[heirs[old]] = false;
            if (!Inherit(previous[old], heirs, ref _table.Row(heirs[old])))
                lost.Add(heirs[old]);
        }

        Search([.. lost], offer: false, measure: false);
        Search([.. Enumerable.Range(0, _graph.Count).Where(node => isNew[node])], offer: true, measure: true);
    }

    /// <summary>Takes a row over in the new numbers; false when one of its neighbours is gone.</summary>
    private static bool Inherit(ContextRow old, ReadOnlySpan<int> heirs, ref ContextRow row)
    {
        row = old;
        for (int i = 0; i < row.Known; i++)
        {
            int heir = (uint)old.Nodes[i] < (uint)heirs.Length ? heirs[old.Nodes[i]] : -1;
            if (heir < 0)
                return false;
            row.Nodes[i] = heir;
        }

        // A row with free places was made when there were no more nodes; whoever came since is offered to it.
        return true;
    }

    /// <summary>Fills rows by searching for their nodes.</summary>
    /// <param name="nodes">Whose rows are filled.</param>
    /// <param name="offer">Whether the rows of those that are found take the node in as well.</param>
    /// <param name="measure">Whether the scores against the sample are measured.</param>
    private void Search(int[] nodes, bool offer, bool measure)
    {
        var found = offer ? new (int Node, float Score)[nodes.Length][] : [];
        int wanted = Math.Min(_graph.Count, 1 + (offer ? Offered : ContextRow.Stored));
        int efSearch = _graph.Count <= Snapshot.ExactSearchCount ? _graph.Count : offer ? OfferedEfSearch : EfSearch;
        Parallel.For(0, nodes.Length, _parallel, () => new Neighbor[wanted], (i, _, neighbors) =>
        {
            _parallel.CancellationToken.ThrowIfCancellationRequested();
            int count = _graph.SearchAround(nodes[i], neighbors, efSearch);
            Fill(nodes[i], neighbors.AsSpan(0, count));
            if (offer)
                found[i] = [.. neighbors[..count].Select(neighbor => (neighbor.Node, Math.Max(-1f, 1f - neighbor.Distance)))];
            if (measure)
                SampleScores.Measure(_graph, _table.View.Sample, nodes[i], ref _table.Row(nodes[i]));
            return neighbors;
        }, _ => { });

        // One after the other: rows change in the same order each time, whatever the threads did.
        for (int i = 0; i < found.Length; i++)
        {
            foreach ((int node, float score) in found[i])
            {
                if (node != nodes[i])
                    _table.Row(node).Insert(nodes[i], score);
            }
        }
    }

    private void Fill(int node, ReadOnlySpan<Neighbor> neighbors)
    {
        ref ContextRow row = ref _table.Row(node);
        row.Clear();
        int place = 0;
        foreach (Neighbor neighbor in neighbors)
        {
            if (neighbor.Node == node || place == ContextRow.Stored)
                continue;
            row.Nodes[place] = neighbor.Node;
            row.Scores[place++] = Math.Max(-1f, 1f - neighbor.Distance);
        }
    }

    private static int[] StillThere(ReadOnlySpan<int> sample, ReadOnlySpan<int> heirs)
    {
        var kept = new List<int>();
        foreach (int node in sample)
        {
            if ((uint)node < (uint)heirs.Length && heirs[node] >= 0)
                kept.Add(heirs[node]);
        }

        return [.. kept];
    }

    // Any nodes, the same each time: Random keeps its sequence for explicit seeds.
    private static int[] Draw(int count, int wanted)
    {
        var random = new Random(count);
        var drawn = new SortedSet<int>();
        // Floyd's way: each subset is equally likely, and each step adds one.
        for (int last = count - wanted; last < count; last++)
        {
            if (!drawn.Add(random.Next(last + 1)))
                drawn.Add(last);
        }

        return [.. drawn];
    }
}
