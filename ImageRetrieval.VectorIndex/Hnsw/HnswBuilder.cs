namespace ImageRetrieval.VectorIndex;

/// <summary>
/// Collects unit vectors and builds a hierarchical navigable small world graph over them
/// (Malkov and Yashunin, arXiv 1603.09320, algorithms 1, 2 and 4), from nothing or from an earlier graph.
/// </summary>
/// <remarks>
/// Not thread-safe. Nodes are numbered in the order in which they are added and inserted in another that depends on the vectors.
/// Deterministic with one thread (<see cref="HnswOptions.Threads"/>): the same vectors in the same order with the same options give
/// the same graph on the same kind of processor. With <see cref="VectorCodes.EightBit"/>, other kinds differ only in nodes that had
/// to be connected by their float32 vectors, because wider registers add in a different order.
/// </remarks>
public sealed class HnswBuilder
{
    // Beyond this share of removed nodes, repairing costs about as much as rebuilding, and a rebuilt graph is better.
    private const int MostRemovedPercent = 25;

    private readonly VectorStore _vectors;
    private readonly HnswOptions _options;
    private readonly HnswGraph? _previous;
    private readonly NodeSet _removed;
    private bool _frozen;

    /// <summary>Starts an empty collection.</summary>
    /// <param name="dimension">Components of every vector, 1 to 65,536.</param>
    /// <param name="options">How the graph is built.</param>
    /// <exception cref="ArgumentOutOfRangeException">The dimension or an option is out of range.</exception>
    public HnswBuilder(int dimension, HnswOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _options = options;
        _vectors = new VectorStore(dimension);
        _removed = new NodeSet(0);
    }

    private HnswBuilder(HnswGraph previous, HnswOptions options)
        : this(previous.Dimension, options)
    {
        _previous = previous;
        _removed = new NodeSet(previous.Count);
    }

    /// <summary>
    /// Starts with the nodes of a frozen graph, which is not changed: <see cref="Remove"/> some, <see cref="Add"/> others, and
    /// <see cref="Build"/> only does the work for the difference.
    /// </summary>
    /// <param name="previous">Kept until the build is done.</param>
    /// <param name="options">The options of the new graph. With a different <see cref="HnswOptions.M"/>, the graph is rebuilt.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public static HnswBuilder Continue(HnswGraph previous, HnswOptions options)
    {
        ArgumentNullException.ThrowIfNull(previous);
        ArgumentNullException.ThrowIfNull(options);
        return new HnswBuilder(previous, options);
    }

    /// <summary>Vectors that the graph will have.</summary>
    public int Count => PreviousCount - _removed.Count + _vectors.Count;

    /// <summary>Components of every vector.</summary>
    public int Dimension => _vectors.Dimension;

    /// <summary>Nodes of the previous graph.</summary>
    internal int PreviousCount => _previous?.Count ?? 0;

    /// <summary>
    /// Appends a copy of a vector. In the built graph, the remaining nodes of the previous graph come first, in their order,
    /// followed by the added ones in theirs.
    /// </summary>
    /// <param name="unitVector">Of length 1 within 0.001.</param>
    /// <exception cref="ArgumentException">The dimension is wrong, or the length is not 1 (zero, NaN and infinity included).</exception>
    /// <exception cref="InvalidOperationException">The graph was already built.</exception>
    public void Add(ReadOnlySpan<float> unitVector)
    {
        CheckNotFrozen();
        VectorArguments.CheckLength(unitVector, _vectors.Dimension);
        VectorArguments.CheckUnit(unitVector);
        _vectors.Append(unitVector);
    }

    /// <summary>Reserves memory for vectors that will be added; an optimization, not a limit.</summary>
    /// <param name="added">The total number, including those already added.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public void EnsureCapacity(int added)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(added);
        _vectors.EnsureCapacity(added);
    }

    /// <summary>Removes a node of the previous graph; false if it was already removed.</summary>
    /// <param name="node">Its number in the previous graph.</param>
    /// <exception cref="ArgumentOutOfRangeException">The previous graph has no such node, or there is none.</exception>
    /// <exception cref="InvalidOperationException">The graph was already built.</exception>
    public bool Remove(int node)
    {
        CheckNotFrozen();
        return _removed.Add(node);
    }

    /// <summary>Inserts all new vectors and freezes the result. Runs on the calling thread and further threads according to the options. May be called again after a cancellation.</summary>
    /// <param name="progress">Receives the number of vectors in the graph so far: periodically, and at the end.</param>
    /// <param name="token">Checked before each insertion.</param>
    /// <exception cref="InvalidOperationException">No vectors were added, or none are left.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public HnswGraph Build(IProgress<int>? progress = null, CancellationToken token = default)
    {
        if (Count == 0)
            throw new InvalidOperationException("There is nothing to build a graph over: add at least one vector.");
        token.ThrowIfCancellationRequested();
        GraphStorage storage = IsContinued() ? Continued(progress, token) : Anew(progress, token);
        HnswGraph graph = HnswGraph.FromMemory(storage);
        if (_options.NeighborCodes)
            graph = graph.WithNeighborCodes(Threads, token);
        progress?.Report(Count);
        _frozen = true;
        return graph;
    }

    /// <summary>Nodes of the previous graph, removed ones included, and added vectors.</summary>
    internal int Collected => PreviousCount + _vectors.Count;

    /// <summary>A collected vector, padded: first those of the previous graph by node, then the added ones. Valid until the next <see cref="Add"/>, while this builder is reachable.</summary>
    internal ReadOnlySpan<byte> PaddedBytes(int collected) =>
        collected < PreviousCount ? _previous!.View.Vectors.PaddedBytes(collected) : _vectors.Rows.PaddedBytes(collected - PreviousCount);

    private bool IsContinued() =>
        _previous is not null
        && _previous.M == _options.M
        && _removed.Count < PreviousCount
        && 100L * _removed.Count <= (long)MostRemovedPercent * PreviousCount;

    private GraphStorage Anew(IProgress<int>? progress, CancellationToken token)
    {
        VectorStore vectors = _previous is null ? _vectors : PreviousGraph.Vectors(_previous, _removed, _vectors);
        var storage = new GraphStorage(vectors, _options, [], Projected(vectors, null, token));
        storage.EncodeAll(Threads, token);
        Insert(new GraphConstruction(storage, _options), first: 0, progress, token);
        return storage;
    }

    private GraphStorage Continued(IProgress<int>? progress, CancellationToken token)
    {
        var previous = new PreviousGraph(_previous!, _removed);
        VectorStore vectors = PreviousGraph.Vectors(_previous!, _removed, _vectors);
        var storage = new GraphStorage(vectors, _options, previous.Levels, Projected(vectors, _previous!.View.Projection, token));
        storage.EncodeAll(Threads, token);
        var construction = new GraphConstruction(storage, _options);
        previous.CopyInto(construction);
        Insert(construction, previous.Count, progress, token);
        GC.KeepAlive(_previous);
        return storage;
    }

    private int Threads => _options.Threads == 0 ? Environment.ProcessorCount : _options.Threads;

    // An earlier one stays as long as it is good enough: new rows are then projected as the old ones were.
    private Projection? Projected(VectorStore vectors, Projection? previous, CancellationToken token)
    {
        if (_options.Codes == VectorCodes.None || _options.Projection == VectorProjection.None)
            return null;
        Projection? projection = previous is not null && ProjectionLearning.IsGoodFor(previous, vectors.Rows, _options, token)
            ? previous
            : ProjectionLearning.Learn(vectors.Rows, _options, token);
        GC.KeepAlive(vectors);
        return projection;
    }

    private void Insert(GraphConstruction construction, int first, IProgress<int>? progress, CancellationToken token)
    {
        new GraphBuild(construction, first, progress, token).Run();
        Reachability.Repair(construction.Storage, _options.EfConstruction);
    }

    private void CheckNotFrozen()
    {
        if (_frozen)
            throw new InvalidOperationException("The graph was built already and shares these vectors; begin another builder.");
    }
}
