using ImageRetrieval.Collection.Embeddings;

namespace ImageRetrieval.Collection.Catalog;

/// <summary>The Worker's ledger of known images: applies lists, and changes many rows by a rule. Thread-safe.</summary>
public interface ICatalog
{
    /// <summary>Whether the last complete reading was of exactly these lists, unchanged since.</summary>
    ValueTask<bool> AreAppliedAsync(IReadOnlyCollection<ListFingerprint> lists, CancellationToken token);

    /// <summary>
    /// Applies the lists: new rows become pending, rows whose URL or version changed become pending again, rows that are gone
    /// become removed. Finished images stay finished. All of it happens or nothing. A list that cannot be read to its end does
    /// not hold up the others: what was read from it before stays, and the next pass reads it again.
    /// </summary>
    /// <param name="name">What the lists are called, for the record.</param>
    /// <param name="lists">All lists of the collection.</param>
    /// <param name="token">Cancels; nothing is changed then.</param>
    /// <returns>What is wrong with the lists that could not be read.</returns>
    Task<IReadOnlyList<UrlListException>> ApplyListsAsync(string name, IReadOnlyCollection<ListFound> lists, CancellationToken token);

    /// <summary>
    /// Begins a pass: from now on, downloaded images count as in progress. Times of a next try that are further
    /// ahead than a limit (a clock was wrong, or an older version believed a server) are brought back to it.
    /// </summary>
    /// <param name="longestWait">The limit, from now.</param>
    /// <param name="token">Cancels.</param>
    ValueTask BeginPassAsync(TimeSpan longestWait, CancellationToken token);

    /// <summary>Compares the catalog's stored images with the stored bytes, embeddings and fingerprints, and corrects it: a kill or a change of models may have separated them.</summary>
    /// <param name="models">The models of this run.</param>
    /// <param name="token">Cancels; what was corrected stays.</param>
    Task<StoredCounts> CheckStoredAsync(IReadOnlyList<ModelSpace> models, CancellationToken token);

    /// <summary>Omits images whose bytes come from more URLs than a number, and includes those again that no longer do.</summary>
    /// <param name="urls">The maximum number of URLs of the same bytes; 0 omits nothing.</param>
    /// <param name="token">Cancels.</param>
    ValueTask<PlaceholderChange> OmitPlaceholdersAsync(int urls, CancellationToken token);

    /// <summary>Failed images become pending again: all, those with one reason, or those of one host.</summary>
    /// <returns>How many.</returns>
    ValueTask<int> RetryAsync(FailureReason? reason, string? host, CancellationToken token);

    /// <summary>A failed image becomes pending again.</summary>
    /// <returns>1, or 0 when there is no such image or it has not failed.</returns>
    ValueTask<int> RetryImageAsync(string imageId, CancellationToken token);

    /// <summary>Images that were last checked longer ago than a time become work, so that their servers are asked whether they have changed.</summary>
    /// <returns>How many.</returns>
    ValueTask<int> MarkForRefreshAsync(TimeSpan age, CancellationToken token);
}
