using ImageRetrieval.Collection.Duplicates;

namespace ImageRetrieval.Collection.Embedded.Duplicates;

/// <summary>Fingerprints in a file that another process appends to.</summary>
internal sealed class OpenedFingerprints(FingerprintReader reader) : IFingerprintReader
{
    public ValueTask<bool> TryReadAsync(KnownContent content, Memory<byte> destination, CancellationToken token) =>
        new(content.Fingerprint >= 0 && reader.TryRead(content.Fingerprint, content.Key, destination.Span));

    public void Dispose() => reader.Dispose();
}
