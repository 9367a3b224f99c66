using System.Runtime.InteropServices;
using ImageRetrieval.Vision.Native;

namespace ImageRetrieval.Vision.Decoding;

/// <summary>
/// The libvips library, with GLib and all codecs, from the packages NetVips.Native.*. The operating system's libvips is never
/// used: it has different loaders and codecs.
/// </summary>
internal static class VipsLibrary
{
    /// <summary>The name in the imports.</summary>
    internal const string Name = "vips";

    private static string FileName =>
        OperatingSystem.IsWindows() ? "libvips-42.dll"
        : OperatingSystem.IsMacOS() ? "libvips.42.dylib"
        : "libvips.so.42";

    /// <exception cref="DllNotFoundException">No package contains the file for this platform, or it cannot be loaded.</exception>
    internal static nint Load() => NativeLibrary.Load(NativeFolders.Find(FileName) ?? throw new DllNotFoundException(
        $"'{FileName}' is in none of these folders: {string.Join(", ", NativeFolders.All)}. The package NetVips.Native.{RuntimeInformation.RuntimeIdentifier} brings it; build for a platform that has one."));
}
