namespace ImageRetrieval.Collection.Duplicates;

/// <summary>The fingerprints of all images by the SHA-256 of their bytes. Thread-safe.</summary>
public interface IFingerprints
{
    /// <summary>Opens them; they are opened once, and every further call returns nothing repaired.</summary>
    /// <exception cref="InvalidDataException">What is stored there is something else.</exception>
    ValueTask<FingerprintRepair> OpenAsync(CancellationToken token);

    /// <summary>Whether there is a fingerprint of these bytes.</summary>
    ValueTask<bool> ContainsAsync(ContentKey key, CancellationToken token);

    /// <summary>Stores a fingerprint; a second one of the same bytes is ignored.</summary>
    ValueTask AppendAsync(ContentKey key, ReadOnlyMemory<byte> fingerprint, CancellationToken token);
}
