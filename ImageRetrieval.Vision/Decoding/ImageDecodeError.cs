namespace ImageRetrieval.Vision.Decoding;

/// <summary>Why bytes could not be decoded.</summary>
public enum ImageDecodeError
{
    /// <summary>There are no bytes.</summary>
    Empty,

    /// <summary>More bytes than <see cref="DecodeLimits.MaxBytes"/>.</summary>
    TooManyBytes,

    /// <summary>The bytes are not an image of any known format (a web page, text, ...).</summary>
    NotAnImage,

    /// <summary>An image of an unsupported format.</summary>
    UnsupportedFormat,

    /// <summary>More pixels than <see cref="DecodeLimits.MaxPixels"/>; refused before any pixel was decoded.</summary>
    TooManyPixels,

    /// <summary>The file ends before its last pixel.</summary>
    Truncated,

    /// <summary>The file contradicts its own format.</summary>
    Corrupt,
}
