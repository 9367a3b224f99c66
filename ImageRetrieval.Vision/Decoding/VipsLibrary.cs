using System.Runtime.InteropServices;
using ImageRetrieval.Vision.Native;

namespace ImageRetrieval.Vision.Decoding;

/// <summary>
/// The library file of libvips, with GLib and all codecs in it, from the packages NetVips.Native.*. A libvips of the
/// operating system is never taken: it has other loaders and other codecs.
/// </summary>
internal static class VipsLibrary
{
    /// <summary>The name in the imports.</summary>
    internal const string Name = "vips";

    private static string FileName =>
        OperatingSystem.IsWindows() ? "libvips-42.dll"
        : OperatingSystem.IsMacOS() ? "libvips.42.dylib"
        : "libvips.so.42";

    /// <exception cref="DllNotFoundException">No package has brought the file for this platform, or it cannot be loaded.</exception>
    internal static nint Load() => NativeLibrary.Load(NativeFolders.Find(FileName) ?? throw new DllNotFoundException(
        $"'{FileName}' is in none of these folders: {string.Join(", ", NativeFolders.All)}. The package NetVips.Native.{RuntimeInformation.RuntimeIdentifier} brings it; build for a platform that has one."));
}
