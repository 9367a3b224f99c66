namespace ImageRetrieval.VectorIndex;

/// <summary>
/// Collects unit vectors and builds a hierarchical navigable small world graph over them
/// (Malkov and Yashunin, arXiv 1603.09320, algorithms 1, 2 and 4).
/// </summary>
/// <remarks>
/// Not thread-safe. Deterministic: the same vectors in the same order with the same options give the same graph on the
/// same kind of processor. (Wider vector registers add in another order, which can turn a choice between equals.)
/// </remarks>
public sealed class HnswBuilder
{
    private const int NodesPerReport = 256;

    private readonly VectorStore _vectors;
    private readonly HnswOptions _options;
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
    }

    /// <summary>Vectors added so far; the next one becomes this node.</summary>
    public int Count => _vectors.Count;

    /// <summary>Components of every vector.</summary>
    public int Dimension => _vectors.Dimension;

    internal VectorRows Vectors => _vectors.Rows;

    /// <summary>Appends a vector as node <see cref="Count"/>. It is copied.</summary>
    /// <param name="unitVector">Of length 1 within 0.001.</param>
    /// <exception cref="ArgumentException">The dimension is wrong, or the length is not 1 (zero, NaN and infinity included).</exception>
    /// <exception cref="InvalidOperationException">The graph was built already.</exception>
    public void Add(ReadOnlySpan<float> unitVector)
    {
        if (_frozen)
            throw new InvalidOperationException("The graph was built already and shares these vectors; begin another builder.");
        VectorArguments.CheckLength(unitVector, _vectors.Dimension);
        VectorArguments.CheckUnit(unitVector);
        _vectors.Append(unitVector);
    }

    /// <summary>Inserts every vector and freezes the result. Runs on the calling thread. After a cancellation it may be called again.</summary>
    /// <param name="progress">Receives the number of vectors inserted so far: now and then, and at the end.</param>
    /// <param name="token">Looked at before each insertion.</param>
    /// <exception cref="InvalidOperationException">No vector was added.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public HnswGraph Build(IProgress<int>? progress = null, CancellationToken token = default)
    {
        if (Count == 0)
            throw new InvalidOperationException("There is nothing to build a graph over: add at least one vector.");
        token.ThrowIfCancellationRequested();
        var storage = new GraphStorage(_vectors, _options);
        var construction = new GraphConstruction(storage, _options);
        for (int node = 0; node < Count; node++)
        {
            token.ThrowIfCancellationRequested();
            if (!storage.IsCopy[node])
                construction.Insert(node);
            if ((node + 1) % NodesPerReport == 0 && node + 1 < Count)
                progress?.Report(node + 1);
        }

        Reachability.Repair(storage, _options.EfConstruction);
        progress?.Report(Count);
        _frozen = true;
        return HnswGraph.FromMemory(storage);
    }
}
