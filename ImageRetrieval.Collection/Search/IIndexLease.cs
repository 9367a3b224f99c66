using ImageRetrieval.Collection.Facets;
using ImageRetrieval.Collection.Filters;
using ImageRetrieval.Collection.Items;

namespace ImageRetrieval.Collection.Search;

/// <summary>
/// One request's hold on a published generation: all its answers are from that generation, regardless of newer publications.
/// What it returned is read before it is disposed.
/// </summary>
public interface IIndexLease : IDisposable
{
    /// <summary>What the generation is.</summary>
    IndexInfo Info { get; }

    /// <summary>What a score means in this generation.</summary>
    IScoreMeaning Meaning { get; }

    /// <summary>How many prepared filters are kept.</summary>
    int PreparedFilters { get; }

    /// <summary>The most similar images.</summary>
    /// <param name="embedding">Of any length except zero, with <see cref="IndexInfo.Dimension"/> components.</param>
    /// <param name="query">How many, and in which order.</param>
    /// <param name="token">Cancels the search.</param>
    /// <returns>
    /// Best first: by descending <see cref="FoundItem.RankScore"/> where there is one, then by descending score. A search by context
    /// may return up to <see cref="ItemQuery.RankedCount"/> hits if fewer are requested.
    /// </returns>
    /// <exception cref="ArgumentException">The embedding's dimension is wrong, it has no direction, or a number of the query is out of range.</exception>
    ValueTask<IReadOnlyList<FoundItem>> SearchAsync(ReadOnlyMemory<float> embedding, ItemQuery query, CancellationToken token);

    /// <summary>The images of at least a score, as far as a search finds them. Images of equal embeddings are one hit.</summary>
    /// <param name="embedding">As in <see cref="SearchAsync"/>.</param>
    /// <param name="leastScore">-1 to 1; included.</param>
    /// <param name="candidates">Candidates that the search keeps, at least 1.</param>
    /// <param name="limit">The maximum number of hits, at least 1.</param>
    /// <param name="token">Cancels the search.</param>
    /// <returns>By descending score.</returns>
    ValueTask<IReadOnlyList<FoundItem>> FindWithinAsync(ReadOnlyMemory<float> embedding, float leastScore, int candidates, int limit, CancellationToken token);

    /// <summary>An image by its id; null when it is not in this generation.</summary>
    ValueTask<ImageItem?> FindAsync(string imageId, CancellationToken token);

    /// <summary>Copies the unit embedding of an image; false when it is not in this generation.</summary>
    /// <param name="imageId">The image.</param>
    /// <param name="destination">Receives <see cref="IndexInfo.Dimension"/> floats at its beginning.</param>
    /// <param name="token">Cancels the request.</param>
    ValueTask<bool> ReadEmbeddingAsync(string imageId, Memory<float> destination, CancellationToken token);

    /// <summary>A page of the images, in an order that is fixed for this generation.</summary>
    /// <param name="filter">From <see cref="PrepareAsync"/> of this lease's generation; null for all images.</param>
    /// <param name="offset">Images to skip, at least 0.</param>
    /// <param name="limit">The maximum number of images, at least 0.</param>
    /// <param name="token">Cancels the request.</param>
    ValueTask<ItemPage> PageAsync(PreparedFilter? filter, int offset, int limit, CancellationToken token);

    /// <summary>A page of the images in another order.</summary>
    /// <param name="filter">From <see cref="PrepareAsync"/> of this lease's generation; null for all images.</param>
    /// <param name="order">From <see cref="OrderAsync"/> of this lease's generation.</param>
    /// <param name="offset">Images to skip, at least 0.</param>
    /// <param name="limit">The maximum number of images, at least 0.</param>
    /// <param name="token">Cancels the request.</param>
    ValueTask<ItemPage> PageAsync(PreparedFilter? filter, PreparedOrder order, int offset, int limit, CancellationToken token);

    /// <summary>Whether an order is prepared already, or being prepared: using it then costs no scan.</summary>
    bool IsOrdered(SortOrder order);

    /// <summary>Sorts the images of this generation; callers that want the same order at the same time share the work.</summary>
    /// <param name="order">The order.</param>
    /// <param name="run">Runs CPU work in proportion to the number of images, if there is any.</param>
    /// <param name="token">Cancels waiting for another caller's work.</param>
    ValueTask<PreparedOrder> OrderAsync(SortOrder order, ScanRunner<PreparedOrder> run, CancellationToken token);

    /// <summary>Some images, spread evenly over the order of <see cref="PageAsync(PreparedFilter?, int, int, CancellationToken)"/>.</summary>
    /// <param name="limit">The maximum number of images, at least 1.</param>
    /// <param name="token">Cancels the request.</param>
    ValueTask<ItemPage> SpreadAsync(int limit, CancellationToken token);

    /// <summary>
    /// The difference between the scores of the nearest images and those of their own neighbourhoods: below
    /// <see cref="IScoreMeaning.DistinctionCut"/> the collection probably shows nothing like the query (docs/ranking.md).
    /// </summary>
    /// <param name="nearest">Hits of this generation by descending score; three different ones are enough.</param>
    /// <param name="ownImageId">The query's own image, which is ignored; null when it has none here.</param>
    /// <param name="token">Cancels the request.</param>
    /// <returns>Null where it is unknown.</returns>
    ValueTask<float?> DistinctionAsync(IReadOnlyList<FoundItem> nearest, string? ownImageId, CancellationToken token);

    /// <summary>Whether a filter is prepared already, or being prepared: using it then costs no scan.</summary>
    bool IsPrepared(ItemFilter filter);

    /// <summary>Prepares a filter for this generation; callers that want the same one at the same time share the work.</summary>
    /// <param name="filter">The filter.</param>
    /// <param name="run">Runs CPU work in proportion to the number of images, if there is any.</param>
    /// <param name="token">Cancels waiting for another caller's work.</param>
    ValueTask<PreparedFilter> PrepareAsync(ItemFilter filter, ScanRunner<PreparedFilter> run, CancellationToken token);

    /// <summary>Whether the facets for a filter are counted already, or being counted.</summary>
    bool AreCounted(ItemFilter? filter);

    /// <summary>Counts the values of every column; callers that want the same table at the same time share the work.</summary>
    /// <param name="filter">Which images; null for all.</param>
    /// <param name="run">Runs CPU work in proportion to the number of images, if there is any.</param>
    /// <param name="token">Cancels waiting for another caller's work.</param>
    ValueTask<FacetTable> FacetsAsync(ItemFilter? filter, ScanRunner<FacetTable> run, CancellationToken token);
}
