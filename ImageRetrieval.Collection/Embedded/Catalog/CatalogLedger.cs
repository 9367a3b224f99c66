using ImageRetrieval.Collection.Catalog;
using ImageRetrieval.Collection.Embedded.Duplicates;
using ImageRetrieval.Collection.Embedded.Images;
using ImageRetrieval.Collection.Embedded.Vectors;
using ImageRetrieval.Collection.Embeddings;

namespace ImageRetrieval.Collection.Embedded.Catalog;

/// <summary>The catalog behind its door. SQLite answers on the calling thread.</summary>
internal sealed class CatalogLedger(ImageCatalog catalog, ImageFiles files, EmbeddingSpaces embeddings, KnownFingerprints fingerprints) : ICatalog
{
    public ValueTask<bool> AreAppliedAsync(IReadOnlyCollection<ListFingerprint> lists, CancellationToken token) => new(catalog.AreApplied(lists));

    public Task<IReadOnlyList<UrlListException>> ApplyListsAsync(string name, IReadOnlyCollection<ListFound> lists, CancellationToken token) =>
        Task.FromResult(catalog.ApplyLists(name, lists, token));

    public ValueTask BeginPassAsync(TimeSpan longestWait, CancellationToken token)
    {
        catalog.BeginPass(longestWait);
        return ValueTask.CompletedTask;
    }

    public Task<StoredCounts> CheckStoredAsync(IReadOnlyList<ModelSpace> models, CancellationToken token)
    {
        var spaces = models.Select(model => (model.Model, embeddings.Open(model.Space, model.Dimension).Segments, catalog.NotEmbedded(model.Space))).ToList();
        return Task.FromResult(new StoredCheck(catalog, files, spaces, fingerprints.Open()).Run(token));
    }

    public ValueTask<PlaceholderChange> OmitPlaceholdersAsync(int urls, CancellationToken token) => new(catalog.OmitPlaceholders(urls));

    public ValueTask<int> RetryAsync(FailureReason? reason, string? host, CancellationToken token) => new(catalog.Retry(reason, host));

    public ValueTask<int> RetryImageAsync(string imageId, CancellationToken token) => new(catalog.Retry(imageId: imageId));

    public ValueTask<int> MarkForRefreshAsync(TimeSpan age, CancellationToken token) => new(catalog.MarkForRefresh(age));
}
