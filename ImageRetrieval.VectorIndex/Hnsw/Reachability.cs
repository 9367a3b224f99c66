namespace ImageRetrieval.VectorIndex;

/// <summary>
/// Makes every node reachable from the entry point on level 0. Pruning can remove a node's last incoming link, and distant clusters
/// may be connected on upper levels only; unreachable nodes cannot be found.
/// </summary>
/// <remarks>
/// A breadth-first tree is built from the entry point. A node outside the tree is attached to a near node of the tree: in a free
/// place, or replacing that node's last link that is not part of the tree, so that no reachable node is lost. There is always space:
/// a tree has leaves, and all links of a leaf can be replaced.
/// </remarks>
internal sealed unsafe class Reachability
{
    private const int Unreached = -1;

    private readonly GraphStorage _storage;
    private readonly GraphView _view;
    private readonly SearchContext _context;
    private readonly int _ef;
    private readonly int[] _parent;
    private readonly Queue<int> _queue = new();

    private Reachability(GraphStorage storage, int ef)
    {
        _storage = storage;
        _view = storage.View;
        _ef = ef;
        _context = new SearchContext(_view.Count, _view.Vectors.Dimension, _view.Ground.Capacity);
        _parent = new int[_view.Count];
        Array.Fill(_parent, Unreached);
    }

    /// <summary>Repairs the graph; returns the number of nodes that had to be attached.</summary>
    /// <param name="storage">A graph with an entry point.</param>
    /// <param name="ef">Candidates examined for attaching a node.</param>
    public static int Repair(GraphStorage storage, int ef)
    {
        var repair = new Reachability(storage, ef);
        repair.Reach(storage.EntryPoint, storage.EntryPoint);
        int repaired = 0;
        for (int node = 0; node < repair._parent.Length; node++)
        {
            if (repair._parent[node] != Unreached || storage.IsCopy[node])
                continue;
            repair.HangIn(node);
            repaired++;
        }

        GC.KeepAlive(storage);
        return repaired;
    }

    private void Reach(int start, int parent)
    {
        _parent[start] = parent;
        _queue.Enqueue(start);
        while (_queue.TryDequeue(out int node))
        {
            foreach (int link in _view.Links(node, 0))
            {
                if (_parent[link] != Unreached)
                    continue;
                _parent[link] = node;
                _queue.Enqueue(link);
            }
        }
    }

    private void HangIn(int node)
    {
        int host = NearHost(node) ?? AnyHost(node);
        int used = _view.Links(host, 0).Length;
        _view.Ground.Row(host)[used < _view.Ground.Capacity ? used : LastFreePlace(host)] = node;
        Reach(node, host);
    }

    private int? NearHost(int node)
    {
        var metric = new FloatMetric(_view.Vectors, _view.Vectors.Row(node));
        _context.Pool.Reset(_ef);
        _context.Visited.Clear();
        _context.Visited.Add(_storage.EntryPoint);
        _context.Pool.Add(GraphTraversal.Measure(_context, metric, _storage.EntryPoint));
        GraphTraversal.SearchLevel(_view, _context, metric, level: 0);
        foreach (ulong key in _context.Pool.Keys)
        {
            if (HasRoom(Candidate.Node(key)))
                return Candidate.Node(key);
        }

        return null;
    }

    private int AnyHost(int node)
    {
        var metric = new FloatMetric(_view.Vectors, _view.Vectors.Row(node));
        ulong nearest = ulong.MaxValue;
        for (int other = 0; other < _parent.Length; other++)
        {
            if (_parent[other] != Unreached && HasRoom(other))
                nearest = Math.Min(nearest, GraphTraversal.Measure(_context, metric, other));
        }

        return Candidate.Node(nearest);
    }

    private bool HasRoom(int host) => _view.Links(host, 0).Length < _view.Ground.Capacity || LastFreePlace(host) >= 0;

    /// <summary>The last place of the row whose link the tree does not need; -1 if it needs all. Later links are farther away.</summary>
    private int LastFreePlace(int host)
    {
        ReadOnlySpan<int> links = _view.Links(host, 0);
        for (int i = links.Length - 1; i >= 0; i--)
        {
            if (_parent[links[i]] != host)
                return i;
        }

        return -1;
    }
}
