using System.Buffers;

namespace ImageRetrieval.Vision.Decoding;

/// <summary>
/// Decoded pixels in sRGB: <c>Height x Width x 3</c> bytes, row by row, red first. Disposing gives the memory back to a
/// pool; one that is never disposed is collected like any object.
/// </summary>
public sealed class PixelImage : IDisposable
{
    private readonly bool _pooled;
    private byte[]? _rgb;

    /// <summary>Wraps pixels; the array stays the caller's.</summary>
    /// <exception cref="ArgumentException">The length does not fit the size.</exception>
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
    /// <exception cref="ObjectDisposedException">The image is disposed: its memory may hold another one by now.</exception>
    public ReadOnlyMemory<byte> Rgb => Bytes.AsMemory(0, Width * Height * 3);

    /// <summary>What the decoder complained about, in its own words, when parts of the picture may be wrong; null for a sound file.</summary>
    public string? Damage { get; internal set; }

    /// <summary>The bytes, to be written by who makes the image.</summary>
    internal Span<byte> Span => Bytes.AsSpan(0, Width * Height * 3);

    private byte[] Bytes => _rgb ?? throw new ObjectDisposedException(nameof(PixelImage));

    /// <inheritdoc />
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _rgb, null) is { } rgb && _pooled)
            ArrayPool<byte>.Shared.Return(rgb);
    }

    /// <summary>Pooled memory for an image; its bytes are whatever was there.</summary>
    internal static PixelImage Rent(int width, int height) => new(width, height);

    /// <summary>Reads an image's pixels into pooled memory.</summary>
    internal static PixelImage Read(VipsImage image)
    {
        var pixels = Rent(image.Width, image.Height);
        image.ReadPixels(pixels.Span);
        return pixels;
    }

    /// <summary>The picture as it is seen, in pooled memory of its own.</summary>
    internal PixelImage Turn(Orientation orientation)
    {
        var turned = orientation.SwapsAxes ? Rent(Height, Width) : Rent(Width, Height);
        orientation.Turn(Span, Width, Height, turned.Span);
        return turned;
    }
}
