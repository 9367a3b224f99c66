namespace ImageRetrieval.Vision.Decoding;

/// <summary>What an image's header says.</summary>
/// <param name="Format">The format, from the bytes themselves.</param>
/// <param name="Width">Pixels across, as seen (after the EXIF orientation).</param>
/// <param name="Height">Pixels down, as seen (after the EXIF orientation).</param>
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
