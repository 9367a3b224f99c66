using ImageRetrieval.Vision.Native;
using NetVips;

namespace ImageRetrieval.Vision.Decoding;

/// <summary>Sets up libvips for this process, once, before its first use.</summary>
internal static class VipsRuntime
{
    // Kept for the life of the process: native code calls it.
    private static readonly Log.LogDelegate s_listen = DecodeWarnings.Listen;

    static VipsRuntime()
    {
        CAllocator.ReturnLargeBlocks();
        if (ModuleInitializer.Exception is { } failure)
            throw new DllNotFoundException($"libvips cannot be used: {failure.Message} The package NetVips.Native.{System.Runtime.InteropServices.RuntimeInformation.RuntimeIdentifier} brings it.", failure);

        Cache.Max = 0;                  // each input is used once: a cache of operations would only waste memory
        NetVips.NetVips.Concurrency = 1; // the callers' threads are the parallelism

        // All loaders are blocked except those listed here: SVG, PDF, TIFF, BMP and the rest never reach their parsers.
        // BlockUntrusted alone would leave TIFF open.
        Operation.Block("VipsForeignLoad", true);
        foreach (var loader in (ReadOnlySpan<string>)["Jpeg", "Png", "Webp", "Nsgif", "Heif"])
            Operation.Block("VipsForeignLoad" + loader, false);

        // Otherwise a damaged file writes up to thousands of lines to stderr, from libvips and from GObject. Errors are
        // reported as errors anyway, and decoder warnings are kept for the caller.
        foreach (var domain in (string?[])["VIPS", "GLib", "GLib-GObject", null])
            Log.SetLogHandler(domain, Enums.LogLevelFlags.All, s_listen);
    }

    /// <summary>Returns when libvips is set up.</summary>
    internal static void Start()
    {
        // The static constructor does it.
    }
}
