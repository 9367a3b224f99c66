using System.Buffers;

namespace ImageRetrieval.Vision.Decoding;

/// <summary>
/// Decoded pixels in sRGB: <c>Height x Width x 3</c> bytes, row by row, red first. Disposing returns the memory to a
/// pool; an image that is never disposed is garbage-collected.
/// </summary>
public sealed class PixelImage : IDisposable
{
    private readonly bool _pooled;
    private byte[]? _rgb;

    /// <summary>Wraps pixels; the array is still owned by the caller.</summary>
    /// <exception cref="ArgumentException">The length does not match the size.</exception>
    public PixelImage(int width, int height, byte[] rgb)
    {
        ArgumentNullException.ThrowIfNull(rgb);
        if (rgb.Length != (long)width * height * 3)
            throw new ArgumentException($"{width}x{height} RGB pixels need {(long)width * height * 3} bytes; {rgb.Length} were given.", nameof(rgb));
        (Width, Height, _rgb) = (width, height, rgb);
    }

    private PixelImage(int width, int height)
    {
        (Width, Height, _pooled) = (width, height, true);
        _rgb = ArrayPool<byte>.Shared.Rent(width * height * 3);
    }

    /// <summary>Pixels across.</summary>
    public int Width { get; }

    /// <summary>Pixels down.</summary>
    public int Height { get; }

    /// <summary>The bytes.</summary>
    /// <exception cref="ObjectDisposedException">The image is disposed: its memory may already hold another image.</exception>
    public ReadOnlyMemory<byte> Rgb => Bytes.AsMemory(0, Width * Height * 3);

    /// <summary>The decoder's own warning when parts of the picture may be wrong; null for an intact file.</summary>
    public string? Damage { get; internal set; }

    /// <summary>The bytes, to be filled by the creator of the image.</summary>
    internal Span<byte> Span => Bytes.AsSpan(0, Width * Height * 3);

    private byte[] Bytes => _rgb ?? throw new ObjectDisposedException(nameof(PixelImage));

    /// <inheritdoc />
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _rgb, null) is { } rgb && _pooled)
            ArrayPool<byte>.Shared.Return(rgb);
    }

    /// <summary>Pooled memory for an image; its bytes are not cleared.</summary>
    internal static PixelImage Rent(int width, int height) => new(width, height);

    /// <summary>Reads an image's pixels into pooled memory.</summary>
    internal static PixelImage Read(VipsImage image)
    {
        var pixels = Rent(image.Width, image.Height);
        image.ReadPixels(pixels.Span);
        return pixels;
    }

    /// <summary>The upright picture, in its own pooled memory.</summary>
    internal PixelImage Turn(Orientation orientation)
    {
        var turned = orientation.SwapsAxes ? Rent(Height, Width) : Rent(Width, Height);
        orientation.Turn(Span, Width, Height, turned.Span);
        return turned;
    }
}
