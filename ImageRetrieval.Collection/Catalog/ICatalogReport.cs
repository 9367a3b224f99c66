namespace ImageRetrieval.Collection.Catalog;

/// <summary>What can be read about the rows of the present lists. Thread-safe.</summary>
public interface ICatalogReport
{
    /// <summary>Rows by state.</summary>
    ValueTask<StateCounts> CountsAsync(CancellationToken token);

    /// <summary>Failures by reason, rejected rows included, ordered by the reasons' names.</summary>
    ValueTask<IReadOnlyDictionary<FailureReason, long>> ReasonsAsync(CancellationToken token);

    /// <summary>Images that are indexed although their files are damaged.</summary>
    ValueTask<long> DamagedCountAsync(CancellationToken token);

    /// <summary>The first failures in the order of lists and lines.</summary>
    ValueTask<IReadOnlyList<FailedImage>> FailuresAsync(int limit, CancellationToken token);

    /// <summary>A page of failures in the order of lists and lines.</summary>
    ValueTask<FailurePage> FailurePageAsync(FailureFilter filter, int limit, int offset, CancellationToken token);

    /// <summary>What became of the images of the latest retry command; null when there was none.</summary>
    ValueTask<RetryOutcome?> RetryOutcomeAsync(CancellationToken token);

    /// <summary>The hosts with the most failures, those with the most first.</summary>
    ValueTask<IReadOnlyList<HostFailures>> FailuresByHostAsync(int limit, CancellationToken token);

    /// <summary>The first damaged images in the order of lists and lines.</summary>
    ValueTask<IReadOnlyList<DamagedImage>> DamagedAsync(int limit, CancellationToken token);
}
