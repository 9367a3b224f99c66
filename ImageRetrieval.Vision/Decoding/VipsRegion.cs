using static ImageRetrieval.Vision.Decoding.VipsApi;

namespace ImageRetrieval.Vision.Decoding;

/// <summary>
/// Reads a lazy image piece by piece, each computed on the calling thread. libvips's own loops over an image hand every
/// piece to a thread of theirs, half a millisecond a photo.
/// </summary>
internal sealed unsafe class VipsRegion : IDisposable
{
    private readonly nint _region;
    private void* _pixels;

    internal VipsRegion(VipsImage image)
    {
        _region = vips_region_new(image.Handle);
        if (_region == 0)
            throw new VipsException("region_new", TakeError());
    }

    /// <summary>Computes a rectangle. An image that is read as a stream wants them from top to bottom.</summary>
    /// <returns>Row by row, channels interleaved, without gaps; valid until the next call or the end of the region.</returns>
    /// <exception cref="VipsException">The pixels cannot be computed.</exception>
    internal ReadOnlySpan<byte> Read(int left, int top, int width, int height)
    {
        g_free(_pixels);
        nuint length;
        // libvips allocates `length` bytes and gives them to the caller, who frees them.
        _pixels = vips_region_fetch(_region, left, top, width, height, &length);
        if (_pixels == null)
            throw new VipsException("region_fetch", TakeError());
        return new ReadOnlySpan<byte>(_pixels, checked((int)length));
    }

    public void Dispose()
    {
        g_free(_pixels);
        g_object_unref(_region);
    }
}
