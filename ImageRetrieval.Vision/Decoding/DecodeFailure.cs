using NetVips;

namespace ImageRetrieval.Vision.Decoding;

/// <summary>Distinguishes a truncated file from a damaged one.</summary>
internal static class DecodeFailure
{
    private static readonly string[] s_truncationWords = ["premature", "truncated", "end of", "out of data", "unexpected end", "no frames", "not enough"];

    /// <remarks>
    /// A JPEG without its end marker or a PNG without IEND is truncated whatever the decoder reports; the decoder's message decides
    /// only for formats without such a marker, where a wrong guess changes one adjective.
    /// </remarks>
    internal static ImageDecodeException Describe(VipsException failure, ReadOnlySpan<byte> encoded)
    {
        var truncated = FormatSniffer.Supported(encoded) switch
        {
            ImageFormat.Jpeg => encoded.LastIndexOf((ReadOnlySpan<byte>)[0xFF, 0xD9]) < 0,
            ImageFormat.Png => encoded.LastIndexOf("IEND"u8) < 0,
            _ => s_truncationWords.Any(word => failure.Message.Contains(word, StringComparison.OrdinalIgnoreCase)),
        };
        return truncated
            ? new(ImageDecodeError.Truncated, "The image is cut off: the file ends before its last pixel.", failure.Message)
            : new(ImageDecodeError.Corrupt, "The image is damaged and cannot be decoded.", failure.Message);
    }
}
