namespace ImageRetrieval.Collection.Embeddings;

/// <summary>
/// The embeddings of one space by the SHA-256 (64 hexadecimal digits) of the image's bytes. They decide whether an image is
/// embedded. Thread-safe.
/// </summary>
public interface ISpaceEmbeddings
{
    /// <summary>How many there are.</summary>
    long Count { get; }

    /// <summary>Bytes of a partially written embedding that were dropped when they were opened.</summary>
    long DroppedBytes { get; }

    /// <summary>Damaged bytes that were skipped when they were opened; the embeddings there are missing.</summary>
    long SkippedBytes { get; }

    /// <summary>Whether there is an embedding of these bytes.</summary>
    ValueTask<bool> ContainsAsync(string sha256, CancellationToken token);

    /// <summary>Reads an embedding; false when there is none of these bytes.</summary>
    /// <param name="sha256">Digest of the bytes.</param>
    /// <param name="embedding">Receives its components.</param>
    /// <param name="token">Cancels.</param>
    ValueTask<bool> TryReadAsync(string sha256, Memory<float> embedding, CancellationToken token);

    /// <summary>Stores an embedding; a second one of the same bytes is ignored.</summary>
    /// <exception cref="ArgumentException">It has another dimension than the space.</exception>
    ValueTask AppendAsync(string sha256, ReadOnlyMemory<float> embedding, CancellationToken token);

    /// <summary>The bytes that have no embedding in this space, according to earlier outcomes.</summary>
    ValueTask<IReadOnlySet<string>> NotEmbeddedAsync(CancellationToken token);

    /// <summary>The bytes that were embedded and have these pixels; null when there are none.</summary>
    /// <param name="pixels">Digest of the decoded pixels.</param>
    /// <param name="token">Cancels.</param>
    ValueTask<string?> ContentOfPixelsAsync(string pixels, CancellationToken token);
}
