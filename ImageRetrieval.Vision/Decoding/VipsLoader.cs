using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NetVips;

namespace ImageRetrieval.Vision.Decoding;

/// <summary>
/// Encoded bytes that can be opened with their format's loader any number of times. They are read in place: the creator of a loader
/// keeps them pinned until the loader and its images are disposed. NetVips itself would copy them, 4 MB for a 12 MP photo.
/// </summary>
internal sealed unsafe partial class VipsLoader : IDisposable
{
    private readonly ImageFormat _format;
    private readonly Enums.FailOn _failOn;
    private readonly Source _source;

    /// <param name="format">The bytes' format.</param>
    /// <param name="encoded">The image, pinned.</param>
    /// <param name="length">Its bytes.</param>
    /// <param name="failOn">The lowest severity of the decoder's messages that is an error.</param>
    /// <exception cref="VipsException">The bytes cannot be wrapped.</exception>
    internal VipsLoader(ImageFormat format, byte* encoded, int length, Enums.FailOn failOn = Enums.FailOn.Truncated)
    {
        VipsRuntime.Start();
        (_format, _failOn) = (format, failOn);
        var source = vips_source_new_from_memory(encoded, (nuint)length);
        // The new object has one reference, which the managed object takes over.
        _source = source == 0 ? throw new VipsException("unable to make a source from memory") : NewSource(source);
    }

    /// <summary>Opens the image. Only the header is read here.</summary>
    /// <param name="shrink">JPEG only: 1, 2, 4 or 8, decode at that fraction of the size.</param>
    /// <exception cref="VipsException">The header is not readable.</exception>
    internal VipsImage Open(int shrink = 1)
    {
        const Enums.Access access = Enums.Access.Sequential;
        return new VipsImage(_format switch
        {
            ImageFormat.Jpeg => Image.JpegloadSource(_source, shrink: shrink > 1 ? shrink : null, access: access, failOn: _failOn),
            ImageFormat.Png => Image.PngloadSource(_source, access: access, failOn: _failOn),
            ImageFormat.Webp => Image.WebploadSource(_source, access: access, failOn: _failOn),
            ImageFormat.Gif => Image.GifloadSource(_source, access: access, failOn: _failOn),
            _ => Image.HeifloadSource(_source, access: access, failOn: _failOn),
        });
    }

    public void Dispose() => _source.Dispose();

    // NetVips creates sources only from managed arrays and copies; the function underneath is not public.
    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    private static extern Source NewSource(nint source);

    [LibraryImport(VipsLibrary.Name)]
    private static partial nint vips_source_new_from_memory(void* data, nuint length);
}
