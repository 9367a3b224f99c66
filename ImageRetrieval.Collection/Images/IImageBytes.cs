using ImageRetrieval.Collection.Items;

namespace ImageRetrieval.Collection.Images;

/// <summary>The downloaded bytes of published images, and their thumbnails. Only digests and known extensions name them: nothing that a client sends does. Thread-safe.</summary>
public interface IImageBytes
{
    /// <summary>Whether the bytes of an image are there.</summary>
    ValueTask<bool> ContainsAsync(ImageItem item, CancellationToken token);

    /// <summary>Opens the bytes of an image; null when they are missing.</summary>
    ValueTask<OpenedImage?> OpenAsync(ImageItem item, CancellationToken token);

    /// <summary>Reads the bytes of an image; null when they are missing.</summary>
    ValueTask<byte[]?> ReadAsync(ImageItem item, CancellationToken token);

    /// <summary>Where the bytes of an image should be, for a line of the log; null when the image names no bytes.</summary>
    string? PlaceOf(ImageItem item);

    /// <summary>Reads a cached thumbnail; null when there is none.</summary>
    ValueTask<byte[]?> ReadThumbnailAsync(ThumbnailKey key, CancellationToken token);

    /// <summary>Caches a thumbnail for later requests. A failure is logged and costs time, not answers.</summary>
    ValueTask KeepThumbnailAsync(ThumbnailKey key, ReadOnlyMemory<byte> bytes, CancellationToken token);
}
