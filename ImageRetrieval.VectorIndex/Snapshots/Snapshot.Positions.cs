namespace ImageRetrieval.VectorIndex;

/// <content>For processing all images of a snapshot: by position, without ids.</content>
public sealed partial class Snapshot
{
    /// <summary>The nearest distinct embeddings of at least a score, as far as the search finds them; images with the same embedding are one hit.</summary>
    /// <param name="query">An embedding of any length but zero: it is normalised here.</param>
    /// <param name="minScore">-1 to 1; included.</param>
    /// <param name="efSearch">Candidates kept, at least 1; values below limit are raised to limit.</param>
    /// <param name="limit">The maximum number of hits, at least 1.</param>
    /// <param name="token">Checked while vectors are compared one by one.</param>
    /// <returns>Hits by descending score.</returns>
    /// <exception cref="ArgumentException">The query's dimension is wrong, or it is zero, NaN or infinite; or a number is out of range.</exception>
    /// <exception cref="ObjectDisposedException">The snapshot was disposed.</exception>
    public PositionHit[] FindWithin(ReadOnlySpan<float> query, float minScore, int efSearch, int limit, CancellationToken token = default)
    {
        VectorArguments.CheckSearch(limit, efSearch);
        using SnapshotMapping.Lease lease = _mapping.Acquire();
        Neighbor[] found = IsScanCheaper(limit, efSearch) ? _graph.SearchExact(query, limit, filter: null, token) : _graph.Search(query, limit, efSearch);
        int within = found.Count(neighbor => 1f - neighbor.Distance >= minScore);
        return Array.ConvertAll(found[..within], neighbor => new PositionHit(_items.ItemsOf(neighbor.Node).First, Math.Max(-1f, 1f - neighbor.Distance)));
    }

    /// <summary>Copies the unit embedding of the image at a position.</summary>
    /// <param name="position">0 to <see cref="Count"/> - 1.</param>
    /// <param name="destination">Receives <see cref="Dimension"/> floats at its beginning.</param>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is shorter than Dimension, or the position is out of range.</exception>
    /// <exception cref="ObjectDisposedException">The snapshot was disposed.</exception>
    public void GetEmbedding(int position, Span<float> destination)
    {
        CheckPosition(position);
        if (destination.Length < Dimension)
            throw new ArgumentException($"destination has room for {destination.Length} floats; an embedding has {Dimension}.", nameof(destination));
        using SnapshotMapping.Lease lease = _mapping.Acquire();
        _graph.View.Vectors.Vector(_items.NodeOf(position)).CopyTo(destination);
    }

    /// <summary>A page of items in an order of the caller.</summary>
    /// <param name="order">Positions, each at most once.</param>
    /// <param name="filter">From <see cref="Filter"/> of this snapshot: other items are skipped; null for all.</param>
    /// <param name="start">Items to skip, at least 0.</param>
    /// <param name="count">The number of items, at least 0; the last page may have fewer.</param>
    /// <exception cref="ArgumentException">start or count is negative, a position is out of range, or the filter is of another snapshot.</exception>
    /// <exception cref="ObjectDisposedException">The snapshot was disposed.</exception>
    public IReadOnlyList<SnapshotItem> GetItems(ReadOnlySpan<int> order, SnapshotFilter? filter, int start, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        NodesOf(filter);
        using SnapshotMapping.Lease lease = _mapping.Acquire();
        var page = new List<SnapshotItem>();
        for (int i = filter is null ? Math.Min(start, order.Length) : 0; i < order.Length && page.Count < count; i++)
        {
            CheckPosition(order[i]);
            if (filter is null || (filter.Positions[order[i]] && --start < 0))
                page.Add(_items.Item(order[i]));
        }

        return page;
    }

    private void CheckPosition(int position)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(position, Count);
    }
}
