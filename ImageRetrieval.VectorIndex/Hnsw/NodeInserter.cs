using System.Runtime.CompilerServices;

namespace ImageRetrieval.VectorIndex;

/// <summary>Inserts nodes one by one (algorithm 1). One instance per thread; any number can work on one construction.</summary>
/// <remarks>
/// Readers of links take no locks: a row only contains complete nodes, because a node is linked to only after all its own rows are
/// written. Writers of a row hold its node's lock.
/// </remarks>
internal sealed unsafe class NodeInserter<TMetrics, TMetric>
    where TMetrics : struct, INodeMetrics<TMetric>
    where TMetric : struct, IMetric
{
    private readonly GraphConstruction _construction;
    private readonly GraphStorage _storage;
    private readonly HnswOptions _options;
    private readonly TMetrics _metrics;
    private readonly SearchContext _context;

    // The links chosen for the node, level by level.
    private readonly ulong[] _chosen;
    private readonly int[] _chosenCounts;

    public NodeInserter(GraphConstruction construction, TMetrics metrics)
    {
        _construction = construction;
        _storage = construction.Storage;
        _options = construction.Options;
        _metrics = metrics;
        GraphView view = _storage.View;
        _context = new SearchContext(view.Count, view.Vectors.Dimension, _options.M0);
        int levels = 1 + _storage.Levels.Max();
        _chosen = new ulong[levels * _options.M];
        _chosenCounts = new int[levels];
    }

    /// <summary>Joins <paramref name="node"/>, whose vector and level are known, to the graph.</summary>
    public void Insert(int node)
    {
        if (_storage.EntryPoint >= 0 && _storage.Levels[node] <= _storage.MaxLevel)
        {
            InsertBelow(node, _storage.EntryPoint);
            return;
        }

        lock (_construction.EntryLock)
        {
            // Another thread may have been first.
            int entry = _storage.EntryPoint;
            if (entry >= 0)
                InsertBelow(node, entry);
            if (entry < 0 || _storage.Levels[node] > _storage.Levels[entry])
                _storage.EntryPoint = node;
        }
    }

    /// <summary>The node at which a descent to the level of <paramref name="node"/> ends; -1 while the graph is empty.</summary>
    public int NearestAbove(int node)
    {
        int entry = _storage.EntryPoint;
        return entry < 0 ? -1 : Candidate.Node(Descend(node, entry, _metrics.Of(node, _context.QueryCodes)));
    }

    private ulong Descend(int node, int entry, in TMetric metric)
    {
        _context.Pool.Reset(_options.EfConstruction);
        _context.Visited.Clear();
        _context.Visited.Add(entry);
        ulong nearest = GraphTraversal.Measure(_context, metric, entry);
        _context.Pool.Add(nearest);
        return GraphTraversal.Descend(_storage.View, _context, metric, nearest, _storage.Levels[entry], _storage.Levels[node]);
    }

    private void InsertBelow(int node, int entry)
    {
        GraphView view = _storage.View;
        int level = _storage.Levels[node], top = _storage.Levels[entry];
        TMetric metric = _metrics.Of(node, _context.QueryCodes);
        Descend(node, entry, metric);

        for (int l = Math.Min(top, level); l >= 0; l--)
        {
            // The results of one level are the entry points of the next (algorithm 1, line 16: ep <- W).
            _context.Pool.Restart();
            _context.Visited.Clear();
            foreach (ulong key in _context.Pool.Keys)
                _context.Visited.Add(Candidate.Node(key));
            GraphTraversal.SearchLevel(view, _context, metric, l);
            ChooseLinks(node, l);
        }

        // Only now, and from the saved selection: as soon as the first link leads here, other threads may change this node's rows.
        for (int l = Math.Min(top, level); l >= 0; l--)
        {
            foreach (ulong key in _chosen.AsSpan(l * _options.M, _chosenCounts[l]))
                AddLink(Candidate.Node(key), Candidate.Key(Candidate.Distance(key), node), l);
        }

        GC.KeepAlive(_storage);
    }

    private void ChooseLinks(int node, int level)
    {
        Span<ulong> chosen = _chosen.AsSpan(level * _options.M, _options.M);
        int count = NeighborSelection.Select<TMetrics, TMetric>(_metrics, _context.NodeCodes, _context.Pool.Keys, _options.M, chosen);
        _chosenCounts[level] = count;
        _construction.Row(node, level).Write(chosen[..count]);
    }

    /// <summary>Links <paramref name="from"/> to the node in <paramref name="key"/>; a full row is thinned by the heuristic.</summary>
    private void AddLink(int from, ulong key, int level)
    {
        LinkRow row = _construction.Row(from, level);
        _construction.Locks.Enter(from);
        try
        {
            int count = row.Count();
            if (count < row.Capacity)
                row.Append(count, key);
            else
                Thin(from, row, key);
        }
        finally
        {
            _construction.Locks.Exit(from);
        }
    }

    [SkipLocalsInit]
    private void Thin(int from, LinkRow row, ulong key)
    {
        MeasureUnknown(from, row);
        Span<ulong> candidates = stackalloc ulong[row.Capacity + 1];
        row.CopyTo(candidates);
        candidates[row.Capacity] = key;
        candidates.Sort();
        Span<ulong> chosen = stackalloc ulong[row.Capacity];
        row.Write(chosen[..NeighborSelection.Select<TMetrics, TMetric>(_metrics, _context.NodeCodes, candidates, row.Capacity, chosen)]);
    }

    private void MeasureUnknown(int from, LinkRow row)
    {
        TMetric? metric = null;
        for (int i = 0; i < row.Capacity; i++)
        {
            if (!float.IsNaN(row.Distance(i)))
                continue;
            TMetric known = metric ??= _metrics.Of(from, _context.NodeCodes);
            row.Append(i, GraphTraversal.Measure(_context, known, row.Node(i)));
        }
    }
}
