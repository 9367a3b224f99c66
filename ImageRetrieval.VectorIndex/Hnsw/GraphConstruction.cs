using System.Runtime.CompilerServices;

namespace ImageRetrieval.VectorIndex;

/// <summary>Inserts nodes one after the other (algorithm 1). One thread.</summary>
internal sealed unsafe class GraphConstruction
{
    private readonly GraphStorage _storage;
    private readonly HnswOptions _options;
    private readonly SearchContext _context;

    // The distance of each link, beside the links: pruning a full node needs them again.
    private readonly AlignedMemory _groundDistances;
    private readonly AlignedMemory _upperDistances;

    public GraphConstruction(GraphStorage storage, HnswOptions options)
    {
        _storage = storage;
        _options = options;
        GraphView view = storage.View;
        _context = new SearchContext(view.Count, view.Vectors.Dimension, options.M0);
        _groundDistances = new AlignedMemory(view.Ground.Rows * view.Ground.Stride * sizeof(float));
        _upperDistances = new AlignedMemory(view.Upper.Rows * view.Upper.Stride * sizeof(float));
    }

    /// <summary>Joins <paramref name="node"/>, whose vector and level are known, to the graph.</summary>
    public void Insert(int node)
    {
        int level = _storage.Levels[node];
        if (_storage.EntryPoint < 0)
        {
            _storage.EntryPoint = node;
            return;
        }

        GraphView view = _storage.View;
        float* vector = view.Vectors.Row(node);
        int top = _storage.MaxLevel;
        ulong nearest = GraphTraversal.Measure(view, _context, vector, _storage.EntryPoint);
        nearest = GraphTraversal.Descend(view, _context, vector, nearest, top, level);

        _context.Pool.Reset(_options.EfConstruction);
        _context.Pool.Add(nearest);
        for (int l = Math.Min(top, level); l >= 0; l--)
        {
            // What one level found is where the next one begins (algorithm 1, line 16: ep <- W).
            _context.Pool.Restart();
            _context.Visited.Clear();
            foreach (ulong key in _context.Pool.Keys)
                _context.Visited.Add(Candidate.Node(key));
            GraphTraversal.SearchLevel(view, _context, vector, l);
            Connect(node, l);
        }

        if (level > top)
            _storage.EntryPoint = node;
        GC.KeepAlive(_storage);
    }

    private void Connect(int node, int level)
    {
        Span<ulong> chosen = stackalloc ulong[_options.M];
        chosen = chosen[..NeighborSelection.Select(_storage.View.Vectors, _context.Pool.Keys, _options.M, chosen)];
        Write(Row(node, level), chosen);
        foreach (ulong key in chosen)
            AddLink(Candidate.Node(key), Candidate.Key(Candidate.Distance(key), node), level);
    }

    /// <summary>Links <paramref name="from"/> to the node in <paramref name="key"/>; a full row is thinned by the heuristic.</summary>
    [SkipLocalsInit]
    private void AddLink(int from, ulong key, int level)
    {
        LinkRow row = Row(from, level);
        if (row.Count < row.Capacity)
        {
            row.Append(key);
            return;
        }

        Span<ulong> candidates = stackalloc ulong[row.Capacity + 1];
        for (int i = 0; i < row.Capacity; i++)
            candidates[i] = row.Key(i);
        candidates[row.Capacity] = key;
        candidates.Sort();
        Span<ulong> chosen = stackalloc ulong[row.Capacity];
        Write(row, chosen[..NeighborSelection.Select(_storage.View.Vectors, candidates, row.Capacity, chosen)]);
    }

    private static void Write(LinkRow row, ReadOnlySpan<ulong> keys)
    {
        row.Clear();
        foreach (ulong key in keys)
            row.Append(key);
    }

    private LinkRow Row(int node, int level)
    {
        GraphView view = _storage.View;
        LinkRows rows = level == 0 ? view.Ground : view.Upper;
        AlignedMemory distances = level == 0 ? _groundDistances : _upperDistances;
        long row = level == 0 ? node : view.UpperRow(node, level);
        return new LinkRow(rows.Row(row), (float*)distances.Pointer + row * rows.Stride, rows.Capacity);
    }
}
