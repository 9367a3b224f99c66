using ImageRetrieval.Api.Safety;
using ImageRetrieval.Collection.Images;
using ImageRetrieval.Collection.Items;
using ImageRetrieval.Vision.Decoding;

namespace ImageRetrieval.Api.Images;

/// <summary>Thumbnails of the indexed images, made on first use and kept.</summary>
internal sealed class Thumbnails(IImageBytes images, ImageDecoder decoder, WorkGate gate)
{
    private static readonly int[] s_sizes = [96, 160, 240, 320, 480, 640, 1024];

    /// <summary>The least of the kept sizes that is not smaller than the requested one: so few files serve all requests.</summary>
    internal static int SizeFor(int asked) => Array.Find(s_sizes, size => size >= asked) is var found and > 0 ? found : s_sizes[^1];

    /// <summary>The thumbnail of an image whose bytes are there.</summary>
    /// <exception cref="FileNotFoundException">The original has been removed since.</exception>
    /// <exception cref="RefusalException">Too much work is waiting already (503).</exception>
    internal async Task<byte[]> GetAsync(ImageItem image, int size, ThumbnailFormat format, CancellationToken token)
    {
        var key = new ThumbnailKey(image.Sha256!, size, format.Extension);
        if (await images.ReadThumbnailAsync(key, token) is { } kept)
            return kept;

        var whole = await images.ReadAsync(image, token) ?? throw new FileNotFoundException($"The bytes of image '{image.ImageId}' are missing.");
        var bytes = await gate.RunAsync(WorkWeight.Light, _ => decoder.CreateThumbnail(whole, size, format: format.Format), token);
        await images.KeepThumbnailAsync(key, bytes, token);
        return bytes;
    }
}
