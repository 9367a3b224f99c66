using NetVips;

namespace ImageRetrieval.Vision.Decoding;

/// <summary>
/// Encoded bytes, to be opened with the loader of their format any number of times. NetVips has them copied once, into
/// native memory that lives as long as the last image over it; its loaders of buffers copy at every opening.
/// </summary>
internal sealed class VipsLoader : IDisposable
{
    private readonly ImageFormat _format;
    private readonly Source _source;

    /// <exception cref="VipsException">The bytes cannot be taken over.</exception>
    internal VipsLoader(ImageFormat format, ReadOnlySpan<byte> encoded)
    {
        VipsRuntime.Start();
        (_format, _source) = (format, Source.NewFromMemory(encoded));
    }

    /// <summary>Opens the image. Only the header is read here.</summary>
    /// <param name="shrink">JPEG only: 1, 2, 4 or 8, decode at that fraction of the size.</param>
    /// <exception cref="VipsException">The header is not readable.</exception>
    internal VipsImage Open(int shrink = 1)
    {
        const Enums.Access access = Enums.Access.Sequential;
        const Enums.FailOn failOn = Enums.FailOn.Truncated;
        return new VipsImage(_format switch
        {
            ImageFormat.Jpeg => Image.JpegloadSource(_source, shrink: shrink > 1 ? shrink : null, access: access, failOn: failOn),
            ImageFormat.Png => Image.PngloadSource(_source, access: access, failOn: failOn),
            ImageFormat.Webp => Image.WebploadSource(_source, access: access, failOn: failOn),
            ImageFormat.Gif => Image.GifloadSource(_source, access: access, failOn: failOn),
            _ => Image.HeifloadSource(_source, access: access, failOn: failOn),
        });
    }

    public void Dispose() => _source.Dispose();
}
