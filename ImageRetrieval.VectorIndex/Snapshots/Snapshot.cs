namespace ImageRetrieval.VectorIndex;

/// <summary>
/// An opened snapshot: images, their embeddings and the graph over them, mapped from files and used in place.
/// Immutable and thread-safe.
/// </summary>
/// <remarks>
/// <see cref="Dispose"/> may be called while other threads search: they finish, later calls throw
/// <see cref="ObjectDisposedException"/>, and the files are unmapped after the last of them.
/// The files must not be changed while they are mapped; a published snapshot never is, and may be deleted on Unix.
/// </remarks>
public sealed class Snapshot : IDisposable
{
    /// <summary>Up to this many images a search is exact: the scan is then about as fast as the graph.</summary>
    public const int ExactSearchCount = 1000;

    // A graph search compares roughly this many vectors for each candidate that it keeps.
    private const int EvaluationsPerCandidate = 8;

    private readonly SnapshotMapping _mapping;
    private readonly ItemsSection _items;
    private readonly HnswGraph _graph;

    internal Snapshot(Manifest manifest, SnapshotMapping mapping, ItemsSection items, HnswGraph graph)
    {
        Manifest = manifest;
        _mapping = mapping;
        _items = items;
        _graph = graph;
    }

    /// <summary>What this snapshot is.</summary>
    public Manifest Manifest { get; }

    /// <summary>Number of images.</summary>
    public int Count => Manifest.Count;

    /// <summary>Components of every embedding.</summary>
    public int Dimension => Manifest.Dimension;

    /// <summary>Opens a published snapshot.</summary>
    /// <param name="path">The folder of one version, as <see cref="SnapshotFolder.TryFindLatest"/> gives it.</param>
    /// <param name="verify">
    /// Whether to read everything once and compare checksums, links and records. Without it only manifest and headers are
    /// read, and damage shows as a <see cref="SnapshotException"/> or a wrong answer later, never as a read outside the files.
    /// </param>
    /// <exception cref="SnapshotException">It is missing, incomplete, of another format or damaged.</exception>
    public static Snapshot Open(string path, bool verify = true)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return SnapshotReader.Open(path, verify);
    }

    /// <summary>The (approximately) <paramref name="k"/> most similar images; exactly those in small collections or for a large k.</summary>
    /// <param name="query">An embedding of any length but zero: it is normalised here.</param>
    /// <param name="k">At least 1; more than <see cref="Count"/> gives Count hits.</param>
    /// <param name="efSearch">Candidates kept during the search, at least 1; less than k is raised to k. More: better recall, slower.</param>
    /// <returns>min(k, Count) hits by descending score, equal scores by position.</returns>
    /// <exception cref="ArgumentException">The query's dimension is wrong, or it is zero, NaN or infinite; or k or efSearch is below 1.</exception>
    /// <exception cref="ObjectDisposedException">The snapshot was disposed.</exception>
    public IReadOnlyList<SearchHit> Search(ReadOnlySpan<float> query, int k, int efSearch)
    {
        VectorArguments.CheckSearch(k, efSearch);
        using SnapshotMapping.Lease lease = _mapping.Acquire();
        return ToHits(IsScanCheaper(k, efSearch) ? _graph.SearchExact(query, k) : _graph.Search(query, k, efSearch));
    }

    /// <summary>The <paramref name="k"/> most similar images, by comparing with every one.</summary>
    /// <inheritdoc cref="Search" path="/param"/>
    /// <inheritdoc cref="Search" path="/returns"/>
    /// <inheritdoc cref="Search" path="/exception"/>
    public IReadOnlyList<SearchHit> SearchExact(ReadOnlySpan<float> query, int k)
    {
        VectorArguments.CheckK(k);
        using SnapshotMapping.Lease lease = _mapping.Acquire();
        return ToHits(_graph.SearchExact(query, k));
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

    /// <summary>The item at a position, 0 to <see cref="Count"/> - 1: the order in which items were added.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The position is out of range.</exception>
    /// <exception cref="ObjectDisposedException">The snapshot was disposed.</exception>
    public SnapshotItem GetItem(int position)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(position, Count);
        using SnapshotMapping.Lease lease = _mapping.Acquire();
        return _items.Item(position);
    }

    /// <summary>A page of items in the order in which they were added.</summary>
    /// <param name="start">First position, at least 0; from <see cref="Count"/> on the page is empty.</param>
    /// <param name="count">Items wanted, at least 0; the last page may have fewer.</param>
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
        _graph.View.Vectors.Vector(position).CopyTo(destination);
        return true;
    }

    /// <summary>Refuses further calls; unmaps the files when the last call in flight has returned. May be called again.</summary>
    public void Dispose() => _mapping.Dispose();

    private bool IsScanCheaper(int k, int efSearch) =>
        Count <= ExactSearchCount || (long)Math.Max(k, efSearch) * EvaluationsPerCandidate >= Count;

    private SearchHit[] ToHits(Neighbor[] neighbors)
    {
        var hits = new SearchHit[neighbors.Length];
        for (int i = 0; i < hits.Length; i++)
            hits[i] = new SearchHit(_items.ImageId(neighbors[i].Node), Math.Max(-1f, 1f - neighbors[i].Distance));
        return hits;
    }
}
