using System.Runtime.CompilerServices;

namespace ImageRetrieval.VectorIndex;

/// <summary>A frozen graph without its removed nodes, renumbered, as the start of a new graph.</summary>
/// <remarks>
/// A link to a removed node is replaced by a selection among that node's own links, so that paths through removed nodes are
/// preserved (the consolidation of FreshDiskANN, arXiv 2105.09613, section 5.3, with the heuristic of HNSW). There are no
/// tombstones: removed nodes do not slow down searches.
/// </remarks>
internal sealed unsafe class PreviousGraph
{
    private const int Gone = -1;

    private readonly HnswGraph _graph;

    // For each old node the number of the node that replaces it in links: itself, a copy of it, or none.
    private readonly int[] _heir;
    private readonly byte[] _levels;

    public PreviousGraph(HnswGraph graph, NodeSet removed)
    {
        _graph = graph;
        Count = graph.Count - removed.Count;
        _heir = new int[graph.Count];
        _levels = new byte[Count];
        int next = 0;
        for (int node = 0; node < graph.Count; node++)
            _heir[node] = removed.Contains(node) ? Gone : next++;
        LeavePlacesToCopies();
    }

    /// <summary>The number of remaining nodes.</summary>
    public int Count { get; }

    /// <summary>Their levels, by their new numbers.</summary>
    public ReadOnlySpan<byte> Levels => _levels;

    /// <summary>The remaining vectors, followed by the added ones.</summary>
    public static VectorStore Vectors(HnswGraph previous, NodeSet removed, VectorStore added)
    {
        VectorRows old = previous.View.Vectors;
        var all = new VectorStore(previous.Dimension, previous.Count - removed.Count + added.Count);
        for (int node = 0; node < old.Count; node++)
        {
            if (!removed.Contains(node))
                all.Append(old.Vector(node));
        }

        for (int node = 0; node < added.Count; node++)
            all.Append(added.Rows.Vector(node));
        GC.KeepAlive(previous);
        GC.KeepAlive(added);
        return all;
    }

    /// <summary>Writes the links of all remaining nodes and chooses the entry point.</summary>
    public void CopyInto(GraphConstruction construction)
    {
        GraphStorage storage = construction.Storage;
        if (storage.View.Codes.Exist)
            Copy<CodeNodeMetrics, CodeMetric>(construction, new CodeNodeMetrics(storage.View.Codes));
        else
            Copy<FloatNodeMetrics, FloatMetric>(construction, new FloatNodeMetrics(storage.View.Vectors));

        int entry = _heir[_graph.EntryPoint];
        for (int node = 0; node < Count; node++)
        {
            if (entry < 0 || storage.Levels[node] > storage.Levels[entry])
                entry = node;
        }

        storage.EntryPoint = entry;
        GC.KeepAlive(storage);
    }

    // If a removed original has remaining copies, the first of them has the same vector and inherits its links.
    private void LeavePlacesToCopies()
    {
        ReadOnlySpan<int> nextCopy = _graph.NextCopy;
        for (int node = 0; node < _graph.Count; node++)
        {
            int heir = node;
            for (int next = nextCopy[node]; _heir[heir] == Gone && next > heir && next < _graph.Count; next = nextCopy[next])
                heir = next;
            _heir[node] = _heir[heir];
            if (_heir[node] != Gone)
                _levels[_heir[node]] = Math.Max(_levels[_heir[node]], (byte)LevelOf(node));
        }
    }

    private int LevelOf(int node)
    {
        GraphView view = _graph.View;
        int first = view.FirstUpperRow[node];
        if (first < 0)
            return 0;
        // Rows are ordered by node, so the next node that has any begins where this one's end.
        for (int next = node + 1; next < view.Count; next++)
        {
            if (view.FirstUpperRow[next] >= 0)
                return view.FirstUpperRow[next] - first;
        }

        return (int)(view.Upper.Rows - first);
    }

    private void Copy<TMetrics, TMetric>(GraphConstruction construction, TMetrics metrics)
        where TMetrics : struct, INodeMetrics<TMetric>
        where TMetric : struct, IMetric
    {
        GraphView view = construction.Storage.View;
        var context = new SearchContext(view.Count, view.Vectors.Dimension, construction.Options.M0);
        for (int old = 0; old < _graph.Count; old++)
        {
            int node = _heir[old];
            if (node == Gone || construction.Storage.IsCopy[node])
                continue;
            for (int level = LevelOf(old); level >= 0; level--)
                CopyRow<TMetrics, TMetric>(construction, metrics, context, old, level);
        }
    }

    private void CopyRow<TMetrics, TMetric>(GraphConstruction construction, TMetrics metrics, SearchContext context, int old, int level)
        where TMetrics : struct, INodeMetrics<TMetric>
        where TMetric : struct, IMetric
    {
        ReadOnlySpan<int> links = _graph.View.Links(old, level);
        LinkRow row = construction.Row(_heir[old], level);
        bool whole = true;
        for (int i = 0; i < links.Length; i++)
        {
            whole &= _heir[links[i]] != Gone;
            // Distances are computed when a full row is pruned, which most rows never are.
            if (whole)
                row.Append(i, _heir[links[i]], float.NaN);
        }

        if (!whole)
            Mend<TMetrics, TMetric>(row, metrics, context, old, level);
    }

    [SkipLocalsInit]
    private void Mend<TMetrics, TMetric>(LinkRow row, TMetrics metrics, SearchContext context, int old, int level)
        where TMetrics : struct, INodeMetrics<TMetric>
        where TMetric : struct, IMetric
    {
        ReadOnlySpan<int> candidates = Candidates(context, old, level);
        context.EnsureRoom(candidates.Length);
        metrics.Of(_heir[old], context.QueryCodes).Measure(candidates, context.Distances);
        Span<ulong> keys = context.Keys[..candidates.Length];
        for (int i = 0; i < keys.Length; i++)
            keys[i] = Candidate.Key(context.Distances[i], candidates[i]);
        keys.Sort();
        Span<ulong> chosen = stackalloc ulong[row.Capacity];
        row.Write(chosen[..NeighborSelection.Select<TMetrics, TMetric>(metrics, context.NodeCodes, keys, row.Capacity, chosen)]);
    }

    /// <summary>New numbers of the remaining links, and of the links of the removed ones.</summary>
    private ReadOnlySpan<int> Candidates(SearchContext context, int old, int level)
    {
        context.Visited.Clear();
        context.Visited.Add(_heir[old]);
        foreach (int link in _graph.View.Links(old, level))
        {
            if (_heir[link] != Gone)
            {
                context.Visited.Add(_heir[link]);
                continue;
            }

            foreach (int second in _graph.View.Links(link, level))
            {
                if (_heir[second] != Gone)
                    context.Visited.Add(_heir[second]);
            }
        }

        // Without the node itself, which is first.
        return context.Visited.Seen[1..];
    }
}
