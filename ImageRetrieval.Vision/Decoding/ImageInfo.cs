namespace ImageRetrieval.Vision.Decoding;

/// <summary>The content of an image's header.</summary>
/// <param name="Format">The format, from the bytes themselves.</param>
/// <param name="Width">Width in pixels, upright (after applying the EXIF orientation).</param>
/// <param name="Height">Height in pixels, upright (after applying the EXIF orientation).</param>
public sealed record ImageInfo(ImageFormat Format, int Width, int Height)
{
    /// <summary>The usual file extension, with its dot.</summary>
    public string Extension => Format switch
    {
        ImageFormat.Jpeg => ".jpg",
        ImageFormat.Png => ".png",
        ImageFormat.Webp => ".webp",
        ImageFormat.Gif => ".gif",
        _ => ".avif",
    };
}
