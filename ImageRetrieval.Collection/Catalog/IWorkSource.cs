namespace ImageRetrieval.Collection.Catalog;

/// <summary>
/// What is to be done: hosts with images to download, images to embed, and where their outcomes go. Images are taken host by
/// host and in pages, so that a caller bounds its requests of a host and its memory. Thread-safe.
/// </summary>
public interface IWorkSource
{
    /// <summary>The hosts with images to download, with their numbers, in the order of their names.</summary>
    /// <param name="dueBy">Images that wait for a later time are omitted.</param>
    /// <param name="token">Cancels.</param>
    ValueTask<IReadOnlyList<HostWork>> HostsAsync(DateTimeOffset dueBy, CancellationToken token);

    /// <summary>The next images to download from a host, ordered by id.</summary>
    /// <param name="host">As <see cref="HostsAsync"/> names it.</param>
    /// <param name="afterId">The last id of the page before; empty for the first page.</param>
    /// <param name="dueBy">Images that wait for a later time are omitted.</param>
    /// <param name="limit">The maximum number of images; fewer are returned only at the end.</param>
    /// <param name="token">Cancels.</param>
    ValueTask<IReadOnlyList<CatalogImage>> ImagesAsync(string host, string afterId, DateTimeOffset dueBy, int limit, CancellationToken token);

    /// <summary>The next images that were downloaded before this pass and are not embedded by every model, ordered by id.</summary>
    /// <param name="afterId">The last id of the page before; empty for the first page.</param>
    /// <param name="limit">The maximum number of images.</param>
    /// <param name="token">Cancels.</param>
    ValueTask<IReadOnlyList<CatalogImage>> StoredImagesAsync(string afterId, int limit, CancellationToken token);

    /// <summary>No image of a host is due before a time.</summary>
    ValueTask HoldHostAsync(string host, DateTimeOffset until, CancellationToken token);

    /// <summary>Whether there is work that was never tried before, or whose URL has changed.</summary>
    ValueTask<bool> HasNewAsync(DateTimeOffset dueBy, CancellationToken token);

    /// <summary>When the next image to download is due; null when there is none.</summary>
    ValueTask<DateTimeOffset?> NextDueAsync(CancellationToken token);

    /// <summary>Failed images that are due after a time.</summary>
    ValueTask<long> WaitingLongerAsync(DateTimeOffset dueBy, CancellationToken token);

    /// <summary>When the image that has gone longest without a check was checked; null when none can be refreshed.</summary>
    ValueTask<DateTimeOffset?> OldestCheckAsync(CancellationToken token);

    /// <summary>Starts to accept outcomes; complete one before the next is started.</summary>
    IOutcomes BeginOutcomes();
}
