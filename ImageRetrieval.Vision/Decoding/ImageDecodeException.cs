namespace ImageRetrieval.Vision.Decoding;

/// <summary>Bytes that could not be decoded. The message is fit for a user: it names no path and no native text.</summary>
public sealed class ImageDecodeException : Exception
{
    /// <summary>Makes the exception; <paramref name="detail"/> is the decoder's own text, for logs only.</summary>
    public ImageDecodeException(ImageDecodeError error, string message, string? detail = null)
        : base(message)
    {
        Error = error;
        Detail = detail;
    }

    /// <summary>The kind of failure.</summary>
    public ImageDecodeError Error { get; }

    /// <summary>The decoder's own words, for logs; null when the header alone decided.</summary>
    public string? Detail { get; }
}
