namespace ImageRetrieval.Vision.Decoding;

/// <summary>Decoded pixels in sRGB: <c>Height x Width x 3</c> bytes, row by row, red first.</summary>
public sealed class PixelImage
{
    /// <summary>Wraps pixels.</summary>
    /// <exception cref="ArgumentException">The length does not fit the size.</exception>
    public PixelImage(int width, int height, byte[] rgb)
    {
        ArgumentNullException.ThrowIfNull(rgb);
        if (rgb.Length != (long)width * height * 3)
            throw new ArgumentException($"{width}x{height} RGB pixels need {(long)width * height * 3} bytes; {rgb.Length} were given.", nameof(rgb));
        (Width, Height, Rgb) = (width, height, rgb);
    }

    /// <summary>Pixels across.</summary>
    public int Width { get; }

    /// <summary>Pixels down.</summary>
    public int Height { get; }

    /// <summary>The bytes.</summary>
    public ReadOnlyMemory<byte> Rgb { get; }
}
