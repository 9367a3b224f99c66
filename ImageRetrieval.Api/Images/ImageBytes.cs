using ImageRetrieval.Api.Safety;
using ImageRetrieval.Vision.Decoding;
using Microsoft.Extensions.Options;

namespace ImageRetrieval.Api.Images;

/// <summary>
/// The downloaded bytes and their thumbnails. Paths are made of digests and known extensions only, so nothing that a
/// client sends reaches the file system.
/// </summary>
internal sealed class ImageBytes(IOptions<DataOptions> data, ImageDecoder decoder, WorkGate gate, ILogger<ImageBytes> logger)
{
    private static readonly int[] s_sizes = [96, 160, 240, 320, 480, 640, 1024];

    private static readonly Dictionary<string, string> s_contentTypes = new(StringComparer.Ordinal)
    {
        [".jpg"] = "image/jpeg",
        [".png"] = "image/png",
        [".webp"] = "image/webp",
        [".gif"] = "image/gif",
        [".avif"] = "image/avif",
    };

    /// <summary>The least of the kept sizes that is not smaller than the one asked for: so few files serve all requests.</summary>
    internal static int SizeFor(int asked) => Array.Find(s_sizes, size => size >= asked) is var found and > 0 ? found : s_sizes[^1];

    /// <summary>Path and content type of the original; null when the snapshot names no bytes of ours.</summary>
    internal (string Path, string ContentType)? Original(IndexedImage image) =>
        image.Sha256 is { } digest && s_contentTypes.TryGetValue(image.Extension, out var type)
            ? (Path.Combine(data.Value.FullPath, "images", digest[..2], digest[2..] + image.Extension), type)
            : null;

    /// <summary>The thumbnail, made on first use and kept under <c>&lt;data&gt;/thumbnails</c>.</summary>
    /// <exception cref="FileNotFoundException">The original is gone.</exception>
    /// <exception cref="RefusalException">Too much waits already (503).</exception>
    internal async Task<byte[]> ThumbnailAsync(IndexedImage image, string original, int size, ThumbnailFormat format, CancellationToken token)
    {
        var path = Path.Combine(data.Value.FullPath, "thumbnails", image.Sha256![..2], $"{image.Sha256[2..]}-{size}{format.Extension}");
        if (File.Exists(path))
            return await File.ReadAllBytesAsync(path, token);

        var whole = await File.ReadAllBytesAsync(original, token);
        var bytes = await gate.RunAsync(WorkWeight.Light, _ => decoder.CreateThumbnail(whole, size, format: format.Format), token);
        Keep(path, bytes);
        return bytes;
    }

    // A disk that is full or read-only costs time, not answers.
    private void Keep(string path, byte[] bytes)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var temporary = $"{path}.{Guid.NewGuid():N}";
            File.WriteAllBytes(temporary, bytes);
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Log.ThumbnailNotKept(logger, path, error.Message);
        }
    }
}
