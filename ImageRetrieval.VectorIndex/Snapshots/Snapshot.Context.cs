namespace ImageRetrieval.VectorIndex;

/// <content>Searches that use the collection's statistics: ranking by context, and the meaning of scores.</content>
public sealed partial class Snapshot
{
    /// <summary>This many of the nearest are ranked by context; the others follow by score.</summary>
    public const int RankedCount = 200;

    /// <summary>With fewer distinct embeddings, scores cannot be interpreted.</summary>
    public const int LeastCountForMeaning = 20;

    private readonly ContextRows _context;

    /// <summary>Whether the context of the images is stored; snapshots of earlier builds have none.</summary>
    public bool HasContext => _context.Exist;

    /// <summary>
    /// The nearest images, the first <see cref="RankedCount"/> of them ranked by context: z-scores of the cosine from both sides and the
    /// overlap of the ten nearest neighbours (docs/ranking.md).
    /// </summary>
    /// <param name="query">An embedding of any length but zero: it is normalised here.</param>
    /// <param name="candidates">The number of hits, at least 1; values below <see cref="RankedCount"/> are raised to it, so that the order does not depend on the number.</param>
    /// <param name="efSearch">Candidates kept during the search, at least 1; null compares with every image.</param>
    /// <param name="filter">From <see cref="Filter"/> of this snapshot: which images may be hits; null for all.</param>
    /// <param name="token">Checked while vectors are compared one by one.</param>
    /// <returns>At most that many hits: by descending rank score, then those without one by descending score; ties by position.</returns>
    /// <exception cref="ArgumentException">The query's dimension is wrong, or it is zero, NaN or infinite; a number is below 1; or the filter is of another snapshot.</exception>
    /// <exception cref="InvalidOperationException">The snapshot has no context: see <see cref="HasContext"/>.</exception>
    /// <exception cref="ObjectDisposedException">The snapshot was disposed.</exception>
    public IReadOnlyList<RankedHit> SearchInContext(ReadOnlySpan<float> query, int candidates, int? efSearch, SnapshotFilter? filter = null, CancellationToken token = default)
    {
        VectorArguments.CheckSearch(candidates, efSearch ?? 1);
        NodeSet? nodes = NodesOf(filter);
        using SnapshotMapping.Lease lease = _mapping.Acquire();
        if (!HasContext)
            throw new InvalidOperationException($"The snapshot {Manifest.Version} has no context: it was published by an earlier build.");
        candidates = Math.Max(candidates, RankedCount);
        Neighbor[] found = FindNodes(query, candidates, efSearch, nodes, token);
        Neighbor[] around = nodes is null ? found : FindNodes(query, ContextRow.Stored, efSearch, nodes: null, token);
        var context = new QueryContext(_graph, _context, query, around, stackalloc int[ContextRow.Compared]);
        return Hits(Rank(context, found), candidates, filter);
    }

    /// <summary>The share of this collection's images whose nearest neighbour has a lower score, 0 to 1; null in collections that are too small.</summary>
    /// <exception cref="ObjectDisposedException">The snapshot was disposed.</exception>
    public double? Closeness(float score)
    {
        using SnapshotMapping.Lease lease = _mapping.Acquire();
        return HasMeaning ? ContextQuantiles.ShareBelow(_context.NearestScores, score) : null;
    }

    /// <summary>The score from which <see cref="Closeness"/> is at least a given share; null in collections that are too small.</summary>
    /// <param name="share">0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The share is not 0 to 1.</exception>
    /// <exception cref="ObjectDisposedException">The snapshot was disposed.</exception>
    public float? ScoreOfCloseness(double share)
    {
        if (!(share is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(share), share, "A share is 0 to 1.");
        using SnapshotMapping.Lease lease = _mapping.Acquire();
        return HasMeaning ? ContextQuantiles.ScoreAt(_context.NearestScores, share) : null;
    }

    /// <summary>
    /// The mean score of a query's three nearest images, each minus half the mean score of that image to its own ten nearest: a query that
    /// fits the collection is near, and nearer than the neighbourhood suggests. Below <see cref="DistinctionCut"/>, the collection probably
    /// has nothing similar to the query.
    /// </summary>
    /// <param name="nearest">Its nearest images by descending score. Images with the same embedding count as one; only three are used.</param>
    /// <param name="query">The query's own image in this collection, which is skipped and not counted as a neighbour; null when the query is not in the collection.</param>
    /// <returns>A mean of differences of cosines; null without a known image and in collections that are too small.</returns>
    /// <exception cref="ObjectDisposedException">The snapshot was disposed.</exception>
    public float? Distinction(IEnumerable<SearchHit> nearest, string? query = null)
    {
        ArgumentNullException.ThrowIfNull(nearest);
        using SnapshotMapping.Lease lease = _mapping.Acquire();
        if (!HasMeaning)
            return null;
        int without = query is not null && _items.TryFind(query, out int own) ? _items.NodeOf(own) : -1;
        var mean = new DistinctionMean(_context, without);
        foreach (SearchHit hit in nearest)
        {
            if (mean.IsComplete)
                break;
            if (_items.TryFind(hit.ImageId, out int position))
                mean.Add(_items.NodeOf(position), hit.Score);
        }

        return mean.Value;
    }

    /// <summary>The 5th percentile of the <see cref="Distinction"/> of the collection's own images, each left out; null in collections that are too small.</summary>
    /// <exception cref="ObjectDisposedException">The snapshot was disposed.</exception>
    public float? DistinctionCut
    {
        get
        {
            using SnapshotMapping.Lease lease = _mapping.Acquire();
            return HasMeaning ? _context.Cut : null;
        }
    }

    internal ContextRows Context => _context;

    private bool HasMeaning => HasContext && _graph.Count >= LeastCountForMeaning;

    private Neighbor[] FindNodes(ReadOnlySpan<float> query, int k, int? efSearch, NodeSet? nodes, CancellationToken token) =>
        efSearch is not { } ef || IsScanCheaper(k, ef) ? _graph.SearchExact(query, k, nodes, token) : _graph.Search(query, k, ef, nodes);

    private static List<(Neighbor Neighbor, float? RankScore, int Shared)> Rank(QueryContext context, Neighbor[] found)
    {
        var ranked = new List<(Neighbor Neighbor, float? RankScore, int Shared)>(found.Length);
        foreach (Neighbor neighbor in found.AsSpan(0, Math.Min(RankedCount, found.Length)))
        {
            (float rankScore, int shared) = context.Rank(neighbor.Node, Math.Max(-1f, 1f - neighbor.Distance));
            ranked.Add((neighbor, rankScore, shared));
        }

        ranked.Sort((a, b) => b.RankScore!.Value.CompareTo(a.RankScore!.Value) is var order && order != 0 ? order : a.Neighbor.Node.CompareTo(b.Neighbor.Node));
        foreach (Neighbor neighbor in found.AsSpan(ranked.Count))
            ranked.Add((neighbor, null, 0));
        return ranked;
    }

    private List<RankedHit> Hits(List<(Neighbor Neighbor, float? RankScore, int Shared)> ranked, int wanted, SnapshotFilter? filter)
    {
        var hits = new List<RankedHit>(ranked.Count);
        foreach ((Neighbor neighbor, float? rankScore, int shared) in ranked)
        {
            float score = Math.Max(-1f, 1f - neighbor.Distance);
            (int first, int end) = _items.ItemsOf(neighbor.Node);
            for (int position = first; position < end && hits.Count < wanted; position++)
            {
                if (filter is null || filter.Positions[position])
                    hits.Add(new RankedHit(_items.ImageId(position), score, rankScore, shared));
            }
        }

        return hits;
    }
}
