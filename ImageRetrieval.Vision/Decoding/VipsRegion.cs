using System.Runtime.InteropServices;
using NetVips;

namespace ImageRetrieval.Vision.Decoding;

/// <summary>
/// Reads a lazy image piece by piece, each computed on the calling thread. libvips's own loops over an image pass every piece
/// to one of their threads, which costs half a millisecond per photo. NetVips's <see cref="Region.Fetch"/> copies each piece
/// into a new array, 1.9 MB per photo, so the underlying function is called directly.
/// </summary>
internal sealed unsafe partial class VipsRegion : IDisposable
{
    private readonly Region _region;
    private void* _pixels;

    internal VipsRegion(VipsImage image) => _region = image.NewRegion();

    /// <summary>Computes a rectangle. A streamed image must be read from top to bottom.</summary>
    /// <returns>Row by row, channels interleaved, without gaps; valid until the next call or the end of the region.</returns>
    /// <exception cref="VipsException">The pixels cannot be computed.</exception>
    internal ReadOnlySpan<byte> Read(int left, int top, int width, int height)
    {
        g_free(_pixels);
        nuint length;
        // libvips allocates `length` bytes and gives them to the caller, who frees them. The region is this object's own.
        _pixels = vips_region_fetch(_region.DangerousGetHandle(), left, top, width, height, &length);
        if (_pixels == null)
            throw new VipsException("unable to fetch from region");
        return new ReadOnlySpan<byte>(_pixels, checked((int)length));
    }

    public void Dispose()
    {
        g_free(_pixels);
        _region.Dispose();
    }

    [LibraryImport(VipsLibrary.Name)]
    private static partial void* vips_region_fetch(nint region, int left, int top, int width, int height, nuint* length);

    [LibraryImport(VipsLibrary.Name)]
    private static partial void g_free(void* memory);
}
