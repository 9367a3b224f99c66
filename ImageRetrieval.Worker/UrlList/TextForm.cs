using System.Text;

namespace ImageRetrieval.Worker.UrlList;

/// <summary>How the bytes of a list are read as text, and why.</summary>
/// <param name="Encoding">Gives <see cref="Undecoded"/> for bytes that it does not know.</param>
/// <param name="Why">Half a sentence for the log.</param>
internal sealed record TextForm(Encoding Encoding, string Why)
{
    /// <summary>Replaces bytes that are not text. No text contains this character: rows with it are rejected, and nothing is replaced silently.</summary>
    internal const char Undecoded = '\uFDD0';

    private const int Windows1252 = 1252;

    static TextForm() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    internal static TextForm Utf8(string why) => Of(Encoding.UTF8.CodePage, why);

    internal static TextForm Western(string why) => Of(Windows1252, why);

    internal static TextForm Of(int codePage, string why) =>
        new(Encoding.GetEncoding(codePage, EncoderFallback.ExceptionFallback, new DecoderReplacementFallback(Undecoded.ToString())), why);

    /// <summary>The form of a name such as <c>windows-1252</c>; null when there is no such encoding.</summary>
    internal static TextForm? Named(string name, string why)
    {
        try
        {
            return Of(Encoding.GetEncoding(name.Trim()).CodePage, why);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Whether a text contains bytes that were not understood. Code pages map some undefined bytes to control characters.</summary>
    internal bool HasUndecoded(string text)
    {
        foreach (var character in text)
        {
            if (character == Undecoded || (Encoding.IsSingleByte && character is >= '\u0080' and <= '\u009F'))
                return true;
        }
        return false;
    }
}
