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

    private byte[] Bytes => _rgb ?? throw new ObjectDisposedException(nameof(PixelImage));

    /// <inheritdoc />
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _rgb, null) is { } rgb && _pooled)
            ArrayPool<byte>.Shared.Return(rgb);
    }

    /// <summary>Reads an image's pixels into pooled memory.</summary>
    internal static PixelImage Read(VipsImage image)
    {
        var pixels = new PixelImage(image.Width, image.Height);
        try
        {
            image.ReadPixels(pixels.Bytes.AsSpan(0, image.Width * image.Height * 3));
            return pixels;
        }
        catch
        {
            pixels.Dispose();
            throw;
        }
    }
}
