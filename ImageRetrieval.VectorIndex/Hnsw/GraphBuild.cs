namespace ImageRetrieval.VectorIndex;

/// <summary>One construction from start to finish, on any number of threads.</summary>
/// <remarks>
/// Nodes are inserted level by level, the highest first, and those of a level in the order of their nearest nodes on the level
/// above. The upper levels are a random sample of all nodes, so the graph is as good as with the original order; but neighbours
/// are inserted consecutively and find the rows that they compare in the processor's caches. Measured on 50,000 x 512 float32:
/// 1.4 times as fast, with the same number of distance evaluations and the same recall.
/// </remarks>
internal sealed class GraphBuild
{
    private const int NodesPerReport = 256;

    private readonly GraphStorage _storage;
    private readonly GraphConstruction _construction;
    private readonly int _first;
    private readonly int _threads;
    private readonly IProgress<int>? _progress;
    private readonly CancellationToken _token;
    private int _inserted;

    /// <param name="construction">Contains the nodes inserted so far.</param>
    /// <param name="first">The first node to insert.</param>
    /// <param name="progress">Receives the number of nodes in the graph.</param>
    /// <param name="token">Checked before each insertion.</param>
    public GraphBuild(GraphConstruction construction, int first, IProgress<int>? progress, CancellationToken token)
    {
        _construction = construction;
        _storage = construction.Storage;
        _first = first;
        _inserted = first;
        _threads = construction.Options.Threads == 0 ? Environment.ProcessorCount : construction.Options.Threads;
        _progress = progress;
        _token = token;
    }

    public void Run()
    {
        if (_storage.View.Codes.Exist)
            InsertAll<CodeNodeMetrics, CodeMetric>(new CodeNodeMetrics(_storage.View.Codes));
        else
            InsertAll<FloatNodeMetrics, FloatMetric>(new FloatNodeMetrics(_storage.View.Vectors));
        GC.KeepAlive(_storage);
    }

    private void InsertAll<TMetrics, TMetric>(TMetrics metrics)
        where TMetrics : struct, INodeMetrics<TMetric>
        where TMetric : struct, IMetric
    {
        var inserters = new NodeInserter<TMetrics, TMetric>[_threads];
        for (int i = 0; i < inserters.Length; i++)
            inserters[i] = new NodeInserter<TMetrics, TMetric>(_construction, metrics);

        // A node's position in the order of insertion; the nodes of a continued graph keep their order.
        int[] places = [.. Enumerable.Range(0, _first), .. new int[_storage.View.Count - _first]];
        int place = _first;
        foreach (int[] nodes in NodesByLevel())
        {
            var placesAbove = new int[nodes.Length];
            OnAllThreads(nodes.Length, (own, i) =>
                placesAbove[i] = inserters[own].NearestAbove(nodes[i]) is var above && above < 0 ? 0 : places[above]);
            Order(nodes, placesAbove);
            foreach (int node in nodes)
                places[node] = place++;
            OnAllThreads(nodes.Length, (own, i) =>
            {
                inserters[own].Insert(nodes[i]);
                Report();
            });
        }
    }

    /// <summary>The nodes to insert, without copies, highest level first.</summary>
    private IEnumerable<int[]> NodesByLevel() =>
        Enumerable.Range(_first, _storage.View.Count - _first)
            .Where(node => !_storage.IsCopy[node])
            .GroupBy(node => _storage.Levels[node])
            .OrderByDescending(level => level.Key)
            .Select(level => level.ToArray());

    // By the position of the node above, then by number: deterministic.
    private static void Order(int[] nodes, int[] placesAbove)
    {
        long[] keys = [.. placesAbove.Zip(nodes, (place, node) => ((long)place << 32) | (uint)node)];
        Array.Sort(keys, nodes);
    }

    /// <summary>Calls <paramref name="action"/> with the thread's number and each number below <paramref name="count"/>.</summary>
    // Each thread has its own part, so that neighbours are not inserted concurrently by threads that do not see each
    // other's nodes; a thread that is done helps with the other parts.
    private void OnAllThreads(int count, Action<int, int> action)
    {
        if (_threads == 1)
        {
            for (int i = 0; i < count; i++)
            {
                _token.ThrowIfCancellationRequested();
                action(0, i);
            }

            return;
        }

        using var ends = CancellationTokenSource.CreateLinkedTokenSource(_token);
        var parts = new WorkParts(count, _threads);
        var errors = new Exception?[_threads];
        var threads = new Thread[_threads];
        for (int thread = 0; thread < _threads; thread++)
        {
            int own = thread;
            threads[own] = new Thread(() => errors[own] = Catch(ends, () =>
            {
                while (parts.TryTake(own, out int i))
                {
                    ends.Token.ThrowIfCancellationRequested();
                    action(own, i);
                }
            }));
            threads[own].Start();
        }

        foreach (Thread thread in threads)
            thread.Join();
        _token.ThrowIfCancellationRequested();
        if (errors.FirstOrDefault(e => e is not null and not OperationCanceledException) is { } error)
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(error);
    }

    // An unhandled exception on one of our threads would kill the process: it is passed to the caller of Build, and the other threads stop.
    private static Exception? Catch(CancellationTokenSource ends, Action action)
    {
        try
        {
            action();
            return null;
        }
        catch (Exception e)
        {
            ends.Cancel();
            return e;
        }
    }

    private void Report()
    {
        int inserted = Interlocked.Increment(ref _inserted);
        if (inserted % NodesPerReport == 0 && inserted < _storage.View.Count)
            _progress?.Report(inserted);
    }
}
