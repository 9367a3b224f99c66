using ImageRetrieval.Collection.Facets;
using ImageRetrieval.Collection.Filters;
using ImageRetrieval.Collection.Items;
using ImageRetrieval.Collection.Search;
using ImageRetrieval.VectorIndex;

namespace ImageRetrieval.Collection.Embedded.Search;

/// <summary>One request's hold on a snapshot: it stays mapped until this is disposed. All members complete synchronously.</summary>
internal sealed class SnapshotLease(LiveSnapshot live) : IIndexLease
{
    private LiveSnapshot? _live = live;

    public IndexInfo Info => Live.Info;

    public IScoreMeaning Meaning => Live.Meaning;

    public int PreparedFilters => Live.Filters.Count;

    private LiveSnapshot Live => _live ?? throw new ObjectDisposedException(nameof(SnapshotLease));

    public ValueTask<IReadOnlyList<FoundItem>> SearchAsync(ReadOnlyMemory<float> embedding, ItemQuery query, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(query);
        var snapshot = Live.Snapshot;
        var vector = embedding.Span;
        var images = PreparedSnapshotFilter.ImagesOf(query.Filter);
        if (query.Ranking == Ranking.Context)
            return Found(snapshot, snapshot.SearchInContext(vector, query.Count, query.Candidates, images, token));
        var hits = query.Candidates is { } candidates ? snapshot.Search(vector, query.Count, candidates, images, token) : snapshot.SearchExact(vector, query.Count, images, token);
        var found = new FoundItem[hits.Count];
        for (var i = 0; i < found.Length; i++)
            found[i] = new FoundItem(ItemOf(snapshot, hits[i].ImageId), hits[i].Score, null, 0);
        return new(found);
    }

    public ValueTask<IReadOnlyList<FoundItem>> FindWithinAsync(ReadOnlyMemory<float> embedding, float leastScore, int candidates, int limit, CancellationToken token)
    {
        var snapshot = Live.Snapshot;
        var hits = snapshot.FindWithin(embedding.Span, leastScore, candidates, limit, token);
        return new(Array.ConvertAll(hits, hit => new FoundItem(ItemOf(snapshot.GetItem(hit.Position)), hit.Score, null, 0)));
    }

    public ValueTask<ImageItem?> FindAsync(string imageId, CancellationToken token) =>
        new(Live.Snapshot.TryGetItem(imageId, out var item) ? ItemOf(item) : null);

    public ValueTask<bool> ReadEmbeddingAsync(string imageId, Memory<float> destination, CancellationToken token) =>
        new(Live.Snapshot.TryGetEmbedding(imageId, destination.Span));

    public ValueTask<ItemPage> PageAsync(PreparedFilter? filter, int offset, int limit, CancellationToken token)
    {
        var snapshot = Live.Snapshot;
        return new(PreparedSnapshotFilter.ImagesOf(filter) is { } images
            ? new ItemPage(images.Count, ItemsOf(snapshot.GetItems(images, offset, limit)))
            : new ItemPage(snapshot.Count, ItemsOf(snapshot.GetItems(offset, limit))));
    }

    public ValueTask<ItemPage> PageAsync(PreparedFilter? filter, PreparedOrder order, int offset, int limit, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(order);
        var (snapshot, images) = (Live.Snapshot, PreparedSnapshotFilter.ImagesOf(filter));
        return new(new ItemPage(images?.Count ?? snapshot.Count, ItemsOf(PreparedSnapshotOrder.Items(order, snapshot, images, offset, limit))));
    }

    public bool IsOrdered(SortOrder order) => Live.Orders.Has(order);

    public ValueTask<PreparedOrder> OrderAsync(SortOrder order, ScanRunner<PreparedOrder> run, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(order);
        return new(Live.Orders.GetAsync(order, run, token));
    }

    public ValueTask<ItemPage> SpreadAsync(int limit, CancellationToken token)
    {
        var snapshot = Live.Snapshot;
        var count = Math.Min(limit, snapshot.Count);
        return new(new ItemPage(snapshot.Count, ItemsOf(Enumerable.Range(0, count).Select(i => snapshot.GetItem((int)((long)i * snapshot.Count / count))))));
    }

    public ValueTask<float?> DistinctionAsync(IReadOnlyList<FoundItem> nearest, string? ownImageId, CancellationToken token) =>
        new(Live.Snapshot.Distinction(nearest.Select(hit => new SearchHit(hit.ImageId, hit.Score)), ownImageId));

    public bool IsPrepared(ItemFilter filter) => Live.Filters.Has(filter);

    public ValueTask<PreparedFilter> PrepareAsync(ItemFilter filter, ScanRunner<PreparedFilter> run, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return new(Live.Filters.GetAsync(filter, run, token));
    }

    public bool AreCounted(ItemFilter? filter) => Live.Facets.Has(filter);

    public ValueTask<FacetTable> FacetsAsync(ItemFilter? filter, ScanRunner<FacetTable> run, CancellationToken token) => new(Live.Facets.GetAsync(filter, run, token));

    public void Dispose() => Interlocked.Exchange(ref _live, null)?.Leave();

    private static ValueTask<IReadOnlyList<FoundItem>> Found(Snapshot snapshot, IReadOnlyList<RankedHit> hits)
    {
        var found = new FoundItem[hits.Count];
        for (var i = 0; i < found.Length; i++)
            found[i] = new FoundItem(ItemOf(snapshot, hits[i].ImageId), hits[i].Score, hits[i].RankScore, hits[i].Shared);
        return new(found);
    }

    private static ImageItem ItemOf(Snapshot snapshot, string imageId) => new(imageId, new SnapshotFields(snapshot, imageId));

    private static ImageItem ItemOf(SnapshotItem item) => new(item.ImageId, item.Fields);

    private static ImageItem[] ItemsOf(IEnumerable<SnapshotItem> items) => [.. items.Select(ItemOf)];
}
