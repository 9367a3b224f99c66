namespace ImageRetrieval.Vision.Decoding;

/// <summary>The supported formats.</summary>
public enum ImageFormat
{
    /// <summary>JPEG (ITU T.81).</summary>
    Jpeg,

    /// <summary>PNG; of an animated one, the first frame.</summary>
    Png,

    /// <summary>WebP; of an animated one, the first frame.</summary>
    Webp,

    /// <summary>GIF; of an animated one, the first frame.</summary>
    Gif,

    /// <summary>AVIF.</summary>
    Avif,
}
