using System.Runtime.InteropServices;
using NetVips;

namespace ImageRetrieval.Vision.Decoding;

/// <summary>
/// libjpeg's warnings about the images that this thread has read completely. libvips reports them in a log message when it
/// closes the image, on the closing thread, which here is the decoding thread.
/// </summary>
internal static partial class DecodeWarnings
{
    private const string Counted = "read gave ";
    private const string Words = "VipsJpeg: ";

    [ThreadStatic]
    private static bool s_any;

    [ThreadStatic]
    private static string? s_words;

    /// <summary>Receives libvips's messages; none are printed.</summary>
    internal static void Listen(string domain, Enums.LogLevelFlags level, string? message)
    {
        if (message is null)
            return;
        if (message.StartsWith(Counted, StringComparison.Ordinal))
            s_any = true;
        else if (s_any && message.LastIndexOf(Words, StringComparison.Ordinal) is >= 0 and var at)
            s_words = message[(at + Words.Length)..].Trim();
    }

    /// <summary>Discards this thread's messages.</summary>
    internal static void Clear() => (s_any, s_words) = (false, null);

    /// <summary>The first warning since <see cref="Clear"/>, as one line; null when there was none.</summary>
    internal static string? Take()
    {
        if (!s_any)
            return null;
        var words = s_words?.Split('\n')[0] ?? "the decoder gave warnings";
        Clear();
        // The messages of all threads accumulate there until an error clears them; when it is full, new ones are lost.
        vips_error_clear();
        return words;
    }

    [LibraryImport(VipsLibrary.Name)]
    private static partial void vips_error_clear();
}
