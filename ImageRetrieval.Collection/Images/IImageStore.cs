using System.Buffers;
using ImageRetrieval.Collection.Catalog;

namespace ImageRetrieval.Collection.Images;

/// <summary>The writer's side of the downloaded bytes, which are named by their SHA-256: the same bytes of many URLs are stored once. Thread-safe.</summary>
public interface IImageStore
{
    /// <summary>Keeps the bytes of an image, staged until the <see cref="Outcome.Downloaded"/> that names them is stored.</summary>
    /// <param name="bytes">The image.</param>
    /// <param name="extension">With its dot, after the format of the bytes.</param>
    /// <param name="width">Pixels across, upright.</param>
    /// <param name="height">Pixels down, upright.</param>
    /// <param name="token">Cancels.</param>
    /// <exception cref="IOException">They cannot be written.</exception>
    ValueTask<KeptImage> KeepAsync(ReadOnlyMemory<byte> bytes, string extension, int width, int height, CancellationToken token);

    /// <summary>Reads the bytes of a stored image; false when they are missing.</summary>
    /// <param name="image">The image.</param>
    /// <param name="into">Receives them.</param>
    /// <param name="token">Cancels.</param>
    ValueTask<bool> ReadAsync(StoredImage image, IBufferWriter<byte> into, CancellationToken token);

    /// <summary>Removes staged bytes that an interrupted run left. Not while outcomes are taken.</summary>
    ValueTask RemoveStagedAsync(CancellationToken token);
}
