namespace ImageRetrieval.Vision.Decoding;

/// <summary>Why bytes could not become pixels.</summary>
public enum ImageDecodeError
{
    /// <summary>There are no bytes.</summary>
    Empty,

    /// <summary>More bytes than <see cref="DecodeLimits.MaxBytes"/>.</summary>
    TooManyBytes,

    /// <summary>The bytes are not an image of any known format (a web page, text, ...).</summary>
    NotAnImage,

    /// <summary>An image, but of a format that is not decoded here.</summary>
    UnsupportedFormat,

    /// <summary>More pixels than <see cref="DecodeLimits.MaxPixels"/>; refused before any pixel was decoded.</summary>
    TooManyPixels,

    /// <summary>The file ends before its last pixel.</summary>
    Truncated,

    /// <summary>The file contradicts its own format.</summary>
    Corrupt,
}
