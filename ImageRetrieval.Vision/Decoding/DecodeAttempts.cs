using NetVips;

namespace ImageRetrieval.Vision.Decoding;

/// <summary>
/// Rejects a picture when pixels are missing, and reports it as damaged when they may be wrong (ADR 14). An intact picture is decoded
/// once; only rejected ones are decoded again.
/// </summary>
internal static class DecodeAttempts
{
    // Harmless deviations that cameras and editors write and every program ignores, in libjpeg's wording.
    private static readonly string[] s_harmless = ["unknown JFIF revision", "Unknown Adobe color transform", "Invalid SOS parameters"];

    /// <param name="format">The format whose loader reads the bytes.</param>
    /// <param name="encoded">The bytes.</param>
    /// <param name="decode">Computes the result from an open loader, and disposes what it opened; may be called again after a failure.</param>
    /// <param name="damage">The decoder's warning about a picture that could be decoded; null for an intact one.</param>
    /// <exception cref="ImageDecodeException">Some or all pixels are missing.</exception>
    internal static T Run<T>(ImageFormat format, ReadOnlySpan<byte> encoded, Func<VipsLoader, T> decode, out string? damage) =>
        format == ImageFormat.Jpeg ? Jpeg(encoded, decode, out damage) : Strictly(format, encoded, decode, out damage);

    /// <summary>One attempt in which only missing pixels are an error; sufficient when only the header is read.</summary>
    /// <exception cref="ImageDecodeException">Pixels, or the header, are missing.</exception>
    internal static T Leniently<T>(ImageFormat format, ReadOnlySpan<byte> encoded, Func<VipsLoader, T> decode)
    {
        try
        {
            return Once(format, encoded, Enums.FailOn.Truncated, decode);
        }
        catch (VipsException failure)
        {
            throw DecodeFailure.Describe(failure, encoded);
        }
    }

    // Wrong checksums are errors in the first attempt, and damage when the picture can be decoded without checking them.
    private static T Strictly<T>(ImageFormat format, ReadOnlySpan<byte> encoded, Func<VipsLoader, T> decode, out string? damage)
    {
        damage = null;
        try
        {
            return Once(format, encoded, Enums.FailOn.Warning, decode);
        }
        catch (VipsException strict)
        {
            var decoded = Leniently(format, encoded, decode);
            damage = FirstLine(strict.Message);
            return decoded;
        }
    }

    // libjpeg resynchronises after a broken scan, and often detects damage only at the end: its warnings are queried, because
    // libvips's strict mode checks for them before each strip and misses those of the last one.
    private static T Jpeg<T>(ReadOnlySpan<byte> encoded, Func<VipsLoader, T> decode, out string? damage)
    {
        DecodeWarnings.Clear();
        try
        {
            var decoded = Once(ImageFormat.Jpeg, encoded, Enums.FailOn.Truncated, decode);
            damage = DecodeWarnings.Take() is { } words && !s_harmless.Any(harmless => words.Contains(harmless, StringComparison.Ordinal)) ? words : null;
            return decoded;
        }
        catch (VipsException failure)
        {
            damage = null;
            return JpegScans.LackOnlyTheirEnd(encoded) && TryWithEnd(encoded, decode, out var whole) ? whole : throw DecodeFailure.Describe(failure, encoded);
        }
    }

    // Cameras that lose power and servers that drop the last packet leave a JPEG without its last two bytes: all its pixels
    // are present. When the file ends before the last block, libjpeg reports it.
    private static bool TryWithEnd<T>(ReadOnlySpan<byte> encoded, Func<VipsLoader, T> decode, out T whole)
    {
        DecodeWarnings.Clear();
        byte[] ended = [.. encoded, .. JpegScans.EndOfImage];
        try
        {
            whole = Once(ImageFormat.Jpeg, ended, Enums.FailOn.Truncated, decode);
            if (DecodeWarnings.Take() is null)
                return true;
            (whole as IDisposable)?.Dispose();
        }
        catch (VipsException)
        {
            // The first failure is the one to report.
        }
        whole = default!;
        return false;
    }

    private static unsafe T Once<T>(ImageFormat format, ReadOnlySpan<byte> encoded, Enums.FailOn failOn, Func<VipsLoader, T> decode)
    {
        // The bytes stay in place as long as libvips may read them: no image outlives the call.
        fixed (byte* data = encoded)
        {
            using var loader = new VipsLoader(format, data, encoded.Length, failOn);
            return decode(loader);
        }
    }

    private static string FirstLine(string message) =>
        message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is [var first, ..] ? first : "the strict decoder refused it";
}
