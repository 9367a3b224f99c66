using System.Collections;

namespace ImageRetrieval.VectorIndex;

/// <summary>
/// An opened snapshot: images, their embeddings and the graph over them, mapped from files and used in place.
/// Immutable and thread-safe.
/// </summary>
/// <remarks>
/// <see cref="Dispose"/> may be called while other threads search: they finish, later calls throw
/// <see cref="ObjectDisposedException"/>, and the files are unmapped after the last of them.
/// The files must not be changed while they are mapped; a published snapshot never changes, and can be deleted on Unix.
/// </remarks>
public sealed partial class Snapshot : IDisposable
{
    /// <summary>Up to this many distinct embeddings, searches are exact: a scan is then about as fast as the graph.</summary>
    public const int ExactSearchCount = 1000;

    // A graph search compares roughly this many vectors per candidate.
    private const int EvaluationsPerCandidate = 8;

    private readonly SnapshotMapping _mapping;
    private readonly ItemsSection _items;
    private readonly HnswGraph _graph;

    internal Snapshot(Manifest manifest, SnapshotMapping mapping, ItemsSection items, HnswGraph graph, ContextRows context)
    {
        _context = context;
        Manifest = manifest;
        _mapping = mapping;
        _items = items;
        _graph = graph;
    }

    /// <summary>The description of this snapshot.</summary>
    public Manifest Manifest { get; }

    /// <summary>Number of images.</summary>
    public int Count => Manifest.Count;

    /// <summary>Components of every embedding.</summary>
    public int Dimension => Manifest.Dimension;

    internal HnswGraph Graph => _graph;

    internal ItemsSection Items => _items;

    internal SnapshotMapping Mapping => _mapping;

    /// <summary>Opens a published snapshot.</summary>
    /// <param name="path">The folder of one version, as returned by <see cref="SnapshotFolder.TryFindLatest"/>.</param>
    /// <param name="verify">
    /// Whether to read everything once and verify checksums, links and records. Otherwise only manifest and headers are read, and
    /// damage causes a <see cref="SnapshotException"/> or a wrong answer later, but never a read outside the files.
    /// </param>
    /// <exception cref="SnapshotException">It is missing, incomplete, of an unsupported format or damaged.</exception>
    /// <param name="vectors">Where the float32 vectors are during searches.</param>
    /// <param name="neighborCodes">
    /// Whether to make codes of neighbours for faster searches, as <see cref="HnswOptions.NeighborCodes"/> describes. They are computed
    /// now, on all processors, and take memory of this process: opening reads all codes and links once.
    /// </param>
    /// <exception cref="ArgumentException"><paramref name="vectors"/> is <see cref="VectorPlacement.OnDisk"/> and the snapshot has no codes.</exception>
    public static Snapshot Open(string path, bool verify = true, VectorPlacement vectors = VectorPlacement.Mapped, bool neighborCodes = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return SnapshotReader.Open(path, verify, vectors, neighborCodes);
    }

    /// <summary>The (approximately) <paramref name="k"/> most similar images; exactly those in small collections or for a large k.</summary>
    /// <param name="query">An embedding of any length but zero: it is normalised here.</param>
    /// <param name="k">At least 1; more than <see cref="Count"/> returns Count hits.</param>
    /// <param name="efSearch">Candidates kept during the search, at least 1; values below k are raised to k. A larger value gives better recall and is slower.</param>
    /// <param name="filter">From <see cref="Filter"/> of this snapshot: which images may be hits; null for all.</param>
    /// <param name="token">Checked while vectors are compared one by one.</param>
    /// <returns>min(k, Count, images of the filter) hits by descending score, equal scores by position.</returns>
    /// <exception cref="ArgumentException">
    /// The query's dimension is wrong, or it is zero, NaN or infinite; k or efSearch is below 1; or the filter is of another snapshot.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The snapshot was disposed.</exception>
    public IReadOnlyList<SearchHit> Search(ReadOnlySpan<float> query, int k, int efSearch, SnapshotFilter? filter = null, CancellationToken token = default)
    {
        VectorArguments.CheckSearch(k, efSearch);
        NodeSet? nodes = NodesOf(filter);
        using SnapshotMapping.Lease lease = _mapping.Acquire();
        return ToHits(IsScanCheaper(k, efSearch) ? _graph.SearchExact(query, k, nodes, token) : _graph.Search(query, k, efSearch, nodes), k, filter);
    }

    /// <summary>The <paramref name="k"/> most similar images, by an exact search.</summary>
    /// <param name="query">An embedding of any length but zero: it is normalised here.</param>
    /// <param name="k">At least 1; more than <see cref="Count"/> returns Count hits.</param>
    /// <param name="filter">From <see cref="Filter"/> of this snapshot: which images may be hits; null for all.</param>
    /// <param name="token">Checked while vectors are compared one by one.</param>
    /// <returns>min(k, Count, images of the filter) hits by descending score, equal scores by position.</returns>
    /// <exception cref="ArgumentException">The query's dimension is wrong, or it is zero, NaN or infinite; k is below 1; or the filter is of another snapshot.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The snapshot was disposed.</exception>
    public IReadOnlyList<SearchHit> SearchExact(ReadOnlySpan<float> query, int k, SnapshotFilter? filter = null, CancellationToken token = default)
    {
        VectorArguments.CheckK(k);
        NodeSet? nodes = NodesOf(filter);
        using SnapshotMapping.Lease lease = _mapping.Acquire();
        return ToHits(_graph.SearchExact(query, k, nodes, token), k, filter);
    }

    /// <summary>All images of at least a score, as far as the search finds them: for example near-duplicates.</summary>
    /// <param name="query">An embedding of any length but zero: it is normalised here.</param>
    /// <param name="minScore">-1 to 1; included.</param>
    /// <param name="efSearch">Candidates kept at first, at least 1.</param>
    /// <param name="limit">The maximum number of hits, at least 1.</param>
    /// <returns>Hits by descending score, equal scores by position.</returns>
    /// <exception cref="ArgumentException">The query's dimension is wrong, or it is zero, NaN or infinite; or a number is out of range.</exception>
    /// <exception cref="ObjectDisposedException">The snapshot was disposed.</exception>
    public IReadOnlyList<SearchHit> SearchWithin(ReadOnlySpan<float> query, float minScore, int efSearch, int limit = int.MaxValue)
    {
        using SnapshotMapping.Lease lease = _mapping.Acquire();
        return ToHits(_graph.SearchWithin(query, 1f - minScore, efSearch, limit), limit, filter: null);
    }

    /// <summary>The images that match a condition, as a filter for searches. Reads every item once; reuse it for further searches.</summary>
    /// <param name="condition">Called for each item.</param>
    /// <param name="token">Checked between two embeddings.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The snapshot was disposed.</exception>
    public SnapshotFilter Filter(Func<SnapshotItem, bool> condition, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(condition);
        using SnapshotMapping.Lease lease = _mapping.Acquire();
        var positions = new BitArray(Count);
        var nodes = new NodeSet(_graph.Count);
        for (int node = 0; node < nodes.GraphCount; node++)
        {
            token.ThrowIfCancellationRequested();
            (int first, int end) = _items.ItemsOf(node);
            for (int position = first; position < end; position++)
            {
                if (!condition(_items.Item(position)))
                    continue;
                positions[position] = true;
                nodes.Add(node);
            }
        }

        return new SnapshotFilter(this, positions, nodes);
    }

    /// <summary>
    /// Measures recall: the mean recall of searches for evenly spread embeddings of this snapshot, compared with exact searches.
    /// Images with the same embedding count as one; otherwise a single hit could hide many misses.
    /// </summary>
    /// <param name="queries">The number of embeddings to search for, at least 1; more than there are means all.</param>
    /// <param name="k">The number of nearest neighbours per query, at least 1.</param>
    /// <param name="efSearch">Candidates kept during the search, at least 1.</param>
    /// <param name="token">Checked between two queries, and while vectors are compared one by one.</param>
    /// <returns>0 to 1.</returns>
    /// <exception cref="ArgumentException">A number is below 1.</exception>
    /// <exception cref="ObjectDisposedException">The snapshot was disposed.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public double MeasureRecall(int queries, int k, int efSearch, CancellationToken token = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(queries, 1);
        VectorArguments.CheckSearch(k, efSearch);
        using SnapshotMapping.Lease lease = _mapping.Acquire();
        queries = Math.Min(queries, _graph.Count);
        double sum = 0;
        for (int i = 0; i < queries; i++)
        {
            token.ThrowIfCancellationRequested();
            ReadOnlySpan<float> query = _graph.View.Vectors.Vector((int)((long)i * _graph.Count / queries));
            Neighbor[] truth = _graph.SearchExact(query, k, filter: null, token);
            sum += IsScanCheaper(k, efSearch) ? 1 : Recall.At(k, truth, _graph.Search(query, k, efSearch));
        }

        return sum / queries;
    }

    /// <summary>The item of an image; false if it is not in this snapshot.</summary>
    /// <exception cref="ObjectDisposedException">The snapshot was disposed.</exception>
    public bool TryGetItem(string imageId, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out SnapshotItem? item)
    {
        ArgumentNullException.ThrowIfNull(imageId);
        using SnapshotMapping.Lease lease = _mapping.Acquire();
        item = _items.TryFind(imageId, out int position) ? _items.Item(position) : null;
        return item is not null;
    }

    /// <summary>The item at a position, 0 to <see cref="Count"/> - 1: in order of addition, except that items with the same embedding follow the first of them.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The position is out of range.</exception>
    /// <exception cref="ObjectDisposedException">The snapshot was disposed.</exception>
    public SnapshotItem GetItem(int position)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(position, Count);
        using SnapshotMapping.Lease lease = _mapping.Acquire();
        return _items.Item(position);
    }

    /// <summary>A page of items in the order of <see cref="GetItem"/>.</summary>
    /// <param name="start">First position, at least 0; the page is empty from <see cref="Count"/> on.</param>
    /// <param name="count">The number of items, at least 0; the last page may have fewer.</param>
    /// <exception cref="ArgumentOutOfRangeException">start or count is negative.</exception>
    /// <exception cref="ObjectDisposedException">The snapshot was disposed.</exception>
    public IReadOnlyList<SnapshotItem> GetItems(int start, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        using SnapshotMapping.Lease lease = _mapping.Acquire();
        var page = new SnapshotItem[Math.Min(count, Math.Max(0, Count - start))];
        for (int i = 0; i < page.Length; i++)
            page[i] = _items.Item(start + i);
        return page;
    }

    /// <summary>A page of the items that match a filter, in the order of <see cref="GetItem"/>.</summary>
    /// <param name="filter">From <see cref="Filter"/> of this snapshot.</param>
    /// <param name="start">Items of the filter to skip, at least 0.</param>
    /// <param name="count">The number of items, at least 0; the last page may have fewer.</param>
    /// <exception cref="ArgumentException">start or count is negative, or the filter is of another snapshot.</exception>
    /// <exception cref="ObjectDisposedException">The snapshot was disposed.</exception>
    public IReadOnlyList<SnapshotItem> GetItems(SnapshotFilter filter, int start, int count)
    {
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        NodesOf(filter);
        using SnapshotMapping.Lease lease = _mapping.Acquire();
        var page = new List<SnapshotItem>();
        for (int position = 0; position < Count && page.Count < count; position++)
        {
            if (filter.Positions[position] && --start < 0)
                page.Add(_items.Item(position));
        }

        return page;
    }

    /// <summary>Copies the unit embedding of an image; false if it is not in this snapshot.</summary>
    /// <param name="imageId">The image.</param>
    /// <param name="destination">Receives <see cref="Dimension"/> floats at its beginning.</param>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is shorter than Dimension.</exception>
    /// <exception cref="ObjectDisposedException">The snapshot was disposed.</exception>
    public bool TryGetEmbedding(string imageId, Span<float> destination)
    {
        ArgumentNullException.ThrowIfNull(imageId);
        if (destination.Length < Dimension)
            throw new ArgumentException($"destination has room for {destination.Length} floats; an embedding has {Dimension}.", nameof(destination));
        using SnapshotMapping.Lease lease = _mapping.Acquire();
        if (!_items.TryFind(imageId, out int position))
            return false;
        _graph.View.Vectors.Vector(_items.NodeOf(position)).CopyTo(destination);
        return true;
    }

    /// <summary>Rejects further calls; unmaps the files when the last call in progress has returned. May be called again.</summary>
    public void Dispose() => _mapping.Dispose();

    private bool IsScanCheaper(int k, int efSearch) =>
        _graph.Count <= ExactSearchCount || (long)Math.Max(k, efSearch) * EvaluationsPerCandidate >= _graph.Count;

    private NodeSet? NodesOf(SnapshotFilter? filter)
    {
        if (filter is not null && filter.Snapshot != this)
            throw new ArgumentException($"The filter is of another snapshot: make one with {nameof(Filter)} of this one.", nameof(filter));
        return filter?.Nodes;
    }

    // Each node has an item that matches the filter, so k nodes are enough for k hits.
    private List<SearchHit> ToHits(Neighbor[] neighbors, int k, SnapshotFilter? filter)
    {
        var hits = new List<SearchHit>(neighbors.Length);
        foreach (Neighbor neighbor in neighbors)
        {
            float score = Math.Max(-1f, 1f - neighbor.Distance);
            (int first, int end) = _items.ItemsOf(neighbor.Node);
            for (int position = first; position < end && hits.Count < k; position++)
            {
                if (filter is null || filter.Positions[position])
                    hits.Add(new SearchHit(_items.ImageId(position), score));
            }
        }

        return hits;
    }
}
