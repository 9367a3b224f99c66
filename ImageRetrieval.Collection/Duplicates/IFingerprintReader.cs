namespace ImageRetrieval.Collection.Duplicates;

/// <summary>Reads fingerprints while others are written. Thread-safe.</summary>
public interface IFingerprintReader : IDisposable
{
    /// <summary>Reads the fingerprint of a content; false when there is none, or it is damaged.</summary>
    /// <param name="content">The content.</param>
    /// <param name="destination">Receives the fingerprint at its beginning.</param>
    /// <param name="token">Cancels reading.</param>
    ValueTask<bool> TryReadAsync(KnownContent content, Memory<byte> destination, CancellationToken token);
}
