using ImageRetrieval.Collection.Catalog;

namespace ImageRetrieval.Collection.Embedded.Catalog;

/// <summary>The catalog's work behind its door. SQLite answers on the calling thread.</summary>
internal sealed class CatalogWork(ImageCatalog catalog) : IWorkSource
{
    public ValueTask<IReadOnlyList<HostWork>> HostsAsync(DateTimeOffset dueBy, CancellationToken token) => new(catalog.HostsWithWork(dueBy));

    public ValueTask<IReadOnlyList<CatalogImage>> ImagesAsync(string host, string afterId, DateTimeOffset dueBy, int limit, CancellationToken token) => new(catalog.Work(host, afterId, dueBy, limit));

    public ValueTask<IReadOnlyList<CatalogImage>> StoredImagesAsync(string afterId, int limit, CancellationToken token) => new(catalog.DownloadedBefore(afterId, limit));

    public ValueTask HoldHostAsync(string host, DateTimeOffset until, CancellationToken token)
    {
        catalog.PutOff(host, until);
        return ValueTask.CompletedTask;
    }

    public ValueTask<bool> HasNewAsync(DateTimeOffset dueBy, CancellationToken token) => new(catalog.HasNewWork(dueBy));

    public ValueTask<DateTimeOffset?> NextDueAsync(CancellationToken token) => new(catalog.NextTry());

    public ValueTask<long> WaitingLongerAsync(DateTimeOffset dueBy, CancellationToken token) => new(catalog.WaitingLonger(dueBy));

    public ValueTask<DateTimeOffset?> OldestCheckAsync(CancellationToken token) => new(catalog.OldestCheck());

    public IOutcomes BeginOutcomes() => new CommitQueue(catalog);
}
