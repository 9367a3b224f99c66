using ImageRetrieval.Collection.Catalog;

namespace ImageRetrieval.Collection.Embedded.Catalog;

/// <summary>The catalog's report behind its door. SQLite answers on the calling thread.</summary>
internal sealed class CatalogReport(ImageCatalog catalog) : ICatalogReport
{
    public ValueTask<StateCounts> CountsAsync(CancellationToken token) => new(catalog.Counts());

    public ValueTask<IReadOnlyDictionary<FailureReason, long>> ReasonsAsync(CancellationToken token) => new(catalog.Reasons());

    public ValueTask<long> DamagedCountAsync(CancellationToken token) => new(catalog.DamagedCount());

    public ValueTask<IReadOnlyList<FailedImage>> FailuresAsync(int limit, CancellationToken token) => new(catalog.Failures(limit));

    public ValueTask<FailurePage> FailurePageAsync(FailureFilter filter, int limit, int offset, CancellationToken token) => new(catalog.FailurePage(filter, limit, offset));

    public ValueTask<RetryOutcome?> RetryOutcomeAsync(CancellationToken token) => new(catalog.RetryOutcome());

    public ValueTask<IReadOnlyList<HostFailures>> FailuresByHostAsync(int limit, CancellationToken token) => new(catalog.FailuresByHost(limit));

    public ValueTask<IReadOnlyList<DamagedImage>> DamagedAsync(int limit, CancellationToken token) => new(catalog.Damaged(limit));
}
