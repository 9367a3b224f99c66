using ImageRetrieval.Collection.Items;

namespace ImageRetrieval.Collection.Search;

/// <summary>The searchable generations of every model. New generations become current while the service runs; nothing else changes.</summary>
public interface ICollectionIndexes
{
    /// <summary>The models, in the order in which they were configured.</summary>
    IReadOnlyList<string> Models { get; }

    /// <summary>Whether every model was checked once: those that have an index are loaded, warmed up and current, or refused.</summary>
    bool IsStarted { get; }

    /// <summary>Whether a model can be searched. Of an unknown model: not <see cref="IndexState.Ready"/>.</summary>
    IndexState StateOf(string model);

    /// <summary>Why a model, or its newest generation, cannot be used; null when nothing is wrong.</summary>
    IndexFailure? FailureOf(string model);

    /// <summary>What is current of a model, from memory; null when there is nothing.</summary>
    IndexInfo? CurrentOf(string model);

    /// <summary>Holds the current generation of a model; null when there is none.</summary>
    /// <param name="model">The model.</param>
    /// <param name="token">Cancels the request.</param>
    ValueTask<IIndexLease?> AcquireAsync(string model, CancellationToken token);

    /// <summary>Holds a published version of a model, current or not; null when it is not kept any more.</summary>
    /// <param name="model">The model.</param>
    /// <param name="version">The version, as in <see cref="VersionsAsync"/>.</param>
    /// <param name="token">Cancels the request.</param>
    /// <exception cref="CollectionException">The version is damaged, or of a format that this build does not read.</exception>
    ValueTask<IIndexLease?> AcquireAsync(string model, string version, CancellationToken token);

    /// <summary>
    /// An image in one of the versions that are not current and that requests held lately; null when none of these has it. It is
    /// complete: it can be read without a lease.
    /// </summary>
    /// <param name="imageId">The image.</param>
    /// <param name="token">Cancels the request.</param>
    ValueTask<ImageItem?> FindInOtherVersionsAsync(string imageId, CancellationToken token);

    /// <summary>The published versions of a model, newest first, the current one among them.</summary>
    /// <param name="model">The model.</param>
    /// <param name="token">Cancels the request.</param>
    ValueTask<IReadOnlyList<PublishedVersion>> VersionsAsync(string model, CancellationToken token);
}
