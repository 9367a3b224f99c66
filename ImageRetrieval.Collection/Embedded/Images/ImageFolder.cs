using ImageRetrieval.Collection.Images;
using ImageRetrieval.Collection.Items;
using Microsoft.Extensions.Logging;

namespace ImageRetrieval.Collection.Embedded.Images;

/// <summary>Images and thumbnails as files of the data folder.</summary>
internal sealed class ImageFolder(DataLayout layout, ILogger<ImageFolder> logger) : IImageBytes
{
    public ValueTask<bool> ContainsAsync(ImageItem item, CancellationToken token) => new(File.Exists(PlaceOf(item)));

    public ValueTask<OpenedImage?> OpenAsync(ImageItem item, CancellationToken token)
    {
        try
        {
            // Callers that copy it read in large pieces: a buffer would only add another copy.
            return PlaceOf(item) is { } path
                ? new(new OpenedImage(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1, FileOptions.Asynchronous | FileOptions.SequentialScan), File.GetLastWriteTimeUtc(path)))
                : default;
        }
        catch (Exception error) when (IsAbsent(error))
        {
            return default;
        }
    }

    public async ValueTask<byte[]?> ReadAsync(ImageItem item, CancellationToken token) => PlaceOf(item) is { } path ? await ReadAsync(path, token) : null;

    public string? PlaceOf(ImageItem item)
    {
        ArgumentNullException.ThrowIfNull(item);
        return item.Sha256 is { } digest && item.Extension is ".jpg" or ".png" or ".webp" or ".gif" or ".avif" ? layout.ImageOf(digest, item.Extension) : null;
    }

    public ValueTask<byte[]?> ReadThumbnailAsync(ThumbnailKey key, CancellationToken token) => ReadAsync(PathOf(key), token);

    public ValueTask KeepThumbnailAsync(ThumbnailKey key, ReadOnlyMemory<byte> bytes, CancellationToken token)
    {
        var path = PathOf(key);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var temporary = $"{path}.{Guid.NewGuid():N}";
            File.WriteAllBytes(temporary, bytes.Span);
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            ImageLog.ThumbnailNotKept(logger, path, error.Message);
        }
        return default;
    }

    private string PathOf(ThumbnailKey key) => layout.ThumbnailOf(key.Sha256, key.Size, key.Extension);

    private static async ValueTask<byte[]?> ReadAsync(string path, CancellationToken token)
    {
        if (!File.Exists(path))
            return null;
        try
        {
            return await File.ReadAllBytesAsync(path, token);
        }
        catch (Exception error) when (IsAbsent(error))
        {
            return null;
        }
    }

    private static bool IsAbsent(Exception error) => error is FileNotFoundException or DirectoryNotFoundException;
}
