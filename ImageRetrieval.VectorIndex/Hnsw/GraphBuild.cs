namespace ImageRetrieval.VectorIndex;

/// <summary>One construction from beginning to end, on as many threads as wanted.</summary>
internal sealed class GraphBuild
{
    private const int NodesPerReport = 256;
    private const int NodesPerClaim = 16;

    private readonly GraphStorage _storage;
    private readonly GraphConstruction _construction;
    private readonly int _threads;
    private readonly IProgress<int>? _progress;
    private readonly CancellationToken _token;
    private int _claimed;
    private int _inserted;

    /// <param name="construction">Holds the nodes that are in already.</param>
    /// <param name="first">The first node to insert.</param>
    /// <param name="progress">Receives the number of nodes in the graph.</param>
    /// <param name="token">Looked at before each insertion.</param>
    public GraphBuild(GraphConstruction construction, int first, IProgress<int>? progress, CancellationToken token)
    {
        _construction = construction;
        _storage = construction.Storage;
        _claimed = first;
        _inserted = first;
        _threads = construction.Options.Threads == 0 ? Environment.ProcessorCount : construction.Options.Threads;
        _progress = progress;
        _token = token;
    }

    public void Run()
    {
        if (_storage.View.Codes.Exist)
            OnAllThreads<CodeNodeMetrics, CodeMetric>(new CodeNodeMetrics(_storage.View.Codes));
        else
            OnAllThreads<FloatNodeMetrics, FloatMetric>(new FloatNodeMetrics(_storage.View.Vectors));
        GC.KeepAlive(_storage);
    }

    private void OnAllThreads<TMetrics, TMetric>(TMetrics metrics)
        where TMetrics : struct, INodeMetrics<TMetric>
        where TMetric : struct, IMetric
    {
        if (_threads == 1)
        {
            InsertClaims(new NodeInserter<TMetrics, TMetric>(_construction, metrics));
            return;
        }

        var errors = new Exception?[_threads];
        var threads = new Thread[_threads];
        for (int i = 0; i < _threads; i++)
        {
            int own = i;
            threads[i] = new Thread(() => errors[own] = Catch(() => InsertClaims(new NodeInserter<TMetrics, TMetric>(_construction, metrics))));
            threads[i].Start();
        }

        foreach (Thread thread in threads)
            thread.Join();
        if (errors.FirstOrDefault(e => e is not null) is { } error)
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(error);
    }

    // On a thread of our own an exception would end the process: it goes to the caller of Build.
    private Exception? Catch(Action action)
    {
        try
        {
            action();
            return null;
        }
        catch (Exception e)
        {
            // Nothing more to claim: the other threads end with the nodes that they hold.
            Volatile.Write(ref _claimed, _storage.View.Count);
            return e;
        }
    }

    private void InsertClaims<TMetrics, TMetric>(NodeInserter<TMetrics, TMetric> inserter)
        where TMetrics : struct, INodeMetrics<TMetric>
        where TMetric : struct, IMetric
    {
        int count = _storage.View.Count;
        while (Interlocked.Add(ref _claimed, NodesPerClaim) - NodesPerClaim is var first && first < count)
        {
            int end = Math.Min(count, first + NodesPerClaim);
            for (int node = first; node < end; node++)
            {
                _token.ThrowIfCancellationRequested();
                if (!_storage.IsCopy[node])
                    inserter.Insert(node);
            }

            int inserted = Interlocked.Add(ref _inserted, end - first);
            if (inserted / NodesPerReport != (inserted - (end - first)) / NodesPerReport && inserted < count)
                _progress?.Report(inserted);
        }
    }
}
