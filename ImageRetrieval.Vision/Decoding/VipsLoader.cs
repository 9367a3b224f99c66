namespace ImageRetrieval.Vision.Decoding;

/// <summary>Opens encoded bytes with the loader of their format. Only the header is read here.</summary>
internal static class VipsLoader
{
    /// <param name="bytes">The image; stays pinned until the last pixel is read.</param>
    /// <param name="shrink">JPEG only: 1, 2, 4 or 8, decode at that fraction of the size.</param>
    /// <exception cref="VipsException">The header is not readable.</exception>
    internal static VipsImage Open(PinnedImage bytes, int shrink = 1)
    {
        var name = bytes.Format switch
        {
            ImageFormat.Jpeg => "jpegload_buffer",
            ImageFormat.Png => "pngload_buffer",
            ImageFormat.Webp => "webpload_buffer",
            ImageFormat.Gif => "gifload_buffer",
            _ => "heifload_buffer",
        };
        using var load = new VipsOperation(name).SetBuffer(bytes.Address, bytes.Length);
        load.Set($"access=sequential,fail-on=truncated");
        if (shrink > 1)
            load.Set($"shrink={shrink}");
        return load.Build();
    }
}
