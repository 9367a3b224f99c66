using System.Buffers.Text;

namespace ImageRetrieval.Api;

/// <summary>
/// Bytes as text, as clients write them: base64 and its alphabet for addresses, with or without padding and line breaks, and
/// <c>data:</c> URLs of browsers.
/// </summary>
internal static class Base64Text
{
    private const string Scheme = "data:";
    private const string Marker = ";base64,";

    /// <summary>False when it is none of these.</summary>
    internal static bool TryDecode(string text, out byte[] bytes)
    {
        bytes = [];
        if (!TryStrip(text.Trim(), out var digits))
            return false;
        var plain = new string([.. digits.Where(digit => !char.IsWhiteSpace(digit))]).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        if (!Base64Url.IsValid(plain))
            return false;
        bytes = Base64Url.DecodeFromChars(plain);
        return true;
    }

    private static bool TryStrip(string text, out string digits)
    {
        digits = text;
        if (!text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return true;
        var at = text.IndexOf(Marker, StringComparison.OrdinalIgnoreCase);
        // An escaped address: %2B, %2F and %3D encode the characters that are not allowed in it.
        digits = at < 0 ? "" : Uri.UnescapeDataString(text[(at + Marker.Length)..]);
        return at >= 0;
    }
}
