namespace ImageRetrieval.Vision.Decoding;

/// <summary>Detects formats by their first bytes; declared types (names, headers) are never trusted.</summary>
internal static class FormatSniffer
{
    /// <summary>One of the decoded formats, or null.</summary>
    internal static ImageFormat? Supported(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]))
            return ImageFormat.Jpeg;
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]))
            return ImageFormat.Png;
        if (bytes.StartsWith("GIF8"u8))
            return ImageFormat.Gif;
        if (bytes.Length >= 12 && bytes.StartsWith("RIFF"u8) && bytes[8..].StartsWith("WEBP"u8))
            return ImageFormat.Webp;
        return IsoBrands.Of(bytes) is { IsAvif: true } ? ImageFormat.Avif : null;
    }

    /// <summary>The name of an unsupported format, for the error message; null when it is unknown.</summary>
    internal static string? NameOfUnsupported(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith("II*\0"u8) || bytes.StartsWith("MM\0*"u8))
            return "TIFF";
        if (bytes.StartsWith("BM"u8) && bytes.Length > 26)
            return "BMP";
        if (bytes.StartsWith("%PDF"u8))
            return "PDF";
        if (bytes.StartsWith("8BPS"u8))
            return "Photoshop";
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0, 0, 1, 0]))
            return "ICO";
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0, 0, 0, 12, (byte)'j', (byte)'P']) || bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0x4F, 0xFF, 0x51]))
            return "JPEG 2000";
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0x0A]) || bytes.StartsWith((ReadOnlySpan<byte>)[0, 0, 0, 12, (byte)'J', (byte)'X', (byte)'L']))
            return "JPEG XL";
        if (bytes.Length > 3 && bytes[0] == 'P' && bytes[1] is >= (byte)'1' and <= (byte)'7' && bytes[2] is (byte)'\n' or (byte)' ' or (byte)'\r')
            return "PNM";
        return IsoBrands.Of(bytes)?.Name ?? MarkupName(bytes);
    }

    private static string? MarkupName(ReadOnlySpan<byte> bytes)
    {
        var head = System.Text.Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, 1024)]);
        if (head.Contains("<svg", StringComparison.OrdinalIgnoreCase))
            return "SVG";
        return null;
    }

    /// <summary>Whether the bytes look like a web page, which servers often send instead of a removed picture.</summary>
    internal static bool IsHtml(ReadOnlySpan<byte> bytes)
    {
        var head = System.Text.Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, 512)]).TrimStart('\u00EF', '\u00BB', '\u00BF', ' ', '\r', '\n', '\t');
        return head.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase)
            || head.StartsWith("<html", StringComparison.OrdinalIgnoreCase)
            || head.StartsWith("<head", StringComparison.OrdinalIgnoreCase);
    }
}
