namespace ImageRetrieval.Collection.Progress;

/// <summary>Where the writer leaves its progress for readers in other processes.</summary>
public interface IProgressWriter
{
    /// <summary>Replaces what was written before; readers see the old or the new text, never a mixture.</summary>
    /// <param name="json">The progress, UTF-8.</param>
    /// <param name="token">Cancels.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    ValueTask WriteAsync(ReadOnlyMemory<byte> json, CancellationToken token);
}
