using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NetVips;

namespace ImageRetrieval.Vision.Decoding;

/// <summary>
/// Encoded bytes, to be opened with the loader of their format any number of times. They are read where they lie: whoever makes a
/// loader keeps them in place until it and its images are disposed. NetVips by itself would copy them, 4 MB for a photo of 12 MP.
/// </summary>
internal sealed unsafe partial class VipsLoader : IDisposable
{
    private readonly ImageFormat _format;
    private readonly Enums.FailOn _failOn;
    private readonly Source _source;

    /// <param name="format">The bytes' format.</param>
    /// <param name="encoded">The image, pinned.</param>
    /// <param name="length">Its bytes.</param>
    /// <param name="failOn">The least of the decoder's complaints that is an error.</param>
    /// <exception cref="VipsException">The bytes cannot be taken over.</exception>
    internal VipsLoader(ImageFormat format, byte* encoded, int length, Enums.FailOn failOn = Enums.FailOn.Truncated)
    {
        VipsRuntime.Start();
        (_format, _failOn) = (format, failOn);
        var source = vips_source_new_from_memory(encoded, (nuint)length);
        // The new object has one reference, which becomes the managed object's.
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

    // NetVips makes sources over managed arrays and copies only; what it makes them with is not public.
    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    private static extern Source NewSource(nint source);

    [LibraryImport(VipsLibrary.Name)]
    private static partial nint vips_source_new_from_memory(void* data, nuint length);
}
