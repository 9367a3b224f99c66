namespace ImageRetrieval.Vision.Decoding;

/// <summary>Bytes could not be decoded. The message is suitable for users: it contains no path and no native text.</summary>
public sealed class ImageDecodeException : Exception
{
    /// <summary>Creates the exception; <paramref name="detail"/> is the decoder's own message, for logs only.</summary>
    public ImageDecodeException(ImageDecodeError error, string message, string? detail = null)
        : base(message)
    {
        Error = error;
        Detail = detail;
    }

    /// <summary>The kind of failure.</summary>
    public ImageDecodeError Error { get; }

    /// <summary>The decoder's own message, for logs; null when the header alone was the reason.</summary>
    public string? Detail { get; }
}
