namespace ImageRetrieval.Collection.Duplicates;

/// <summary>The published duplicates of every model. Thread-safe.</summary>
public interface IDuplicatesReader
{
    /// <summary>The newest duplicates of a model.</summary>
    /// <param name="model">A model that is searched.</param>
    /// <param name="token">Cancels the request.</param>
    ValueTask<NewestDuplicates> NewestAsync(string model, CancellationToken token);

    /// <summary>The duplicates of an earlier version, if it is still held; otherwise null.</summary>
    /// <param name="model">A model that is searched.</param>
    /// <param name="version">From <see cref="IPublishedDuplicates.Version"/>.</param>
    /// <param name="token">Cancels the request.</param>
    ValueTask<IPublishedDuplicates?> FindAsync(string model, string version, CancellationToken token);

    /// <summary>Opens the fingerprints; null when there are none.</summary>
    /// <param name="space">Identifies how they are computed.</param>
    /// <param name="bytes">Bytes of a fingerprint.</param>
    /// <param name="token">Cancels the request.</param>
    /// <exception cref="InvalidDataException">What is stored is of another space.</exception>
    ValueTask<IFingerprintReader?> OpenFingerprintsAsync(string space, int bytes, CancellationToken token);
}
