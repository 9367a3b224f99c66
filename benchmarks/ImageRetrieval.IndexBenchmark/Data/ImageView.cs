using ImageRetrieval.Vision.Decoding;

namespace ImageRetrieval.IndexBenchmark.Data;

/// <summary>A square part of a square image, perhaps mirrored.</summary>
/// <param name="Left">First column, pixels.</param>
/// <param name="Top">First row, pixels.</param>
/// <param name="Side">Pixels of the part's side.</param>
/// <param name="Mirrored">Whether left and right are exchanged.</param>
internal readonly record struct ImageView(int Left, int Top, int Side, bool Mirrored)
{
    /// <summary>
    /// A part of 20 to 70 % of the side, anywhere: larger ones of one image are so alike that any graph finds them.
    /// </summary>
    public static ImageView Draw(Random random, int side)
    {
        int part = random.Next(side / 5, side * 7 / 10);
        return new ImageView(random.Next(side - part + 1), random.Next(side - part + 1), part, random.Next(2) == 1);
    }

    /// <summary>The part at another size: each pixel is the mean of what falls on it, or one pixel where less than one does.</summary>
    public PixelImage Cut(PixelImage image, int size)
    {
        ReadOnlySpan<byte> pixels = image.Rgb.Span;
        var rgb = new byte[size * size * 3];
        for (int y = 0; y < size; y++)
        {
            (int top, int bottom) = Source(Top, y, size);
            for (int x = 0; x < size; x++)
            {
                (int left, int right) = Source(Left, Mirrored ? size - 1 - x : x, size);
                Average(pixels, image.Width, (left, top, right, bottom), rgb.AsSpan((y * size + x) * 3, 3));
            }
        }

        return new PixelImage(size, size, rgb);
    }

    private (int First, int End) Source(int offset, int index, int size)
    {
        int first = index * Side / size;
        return (offset + first, offset + Math.Max(first + 1, (index + 1) * Side / size));
    }

    private static void Average(ReadOnlySpan<byte> pixels, int width, (int Left, int Top, int Right, int Bottom) box, Span<byte> rgb)
    {
        int count = (box.Right - box.Left) * (box.Bottom - box.Top);
        for (int channel = 0; channel < 3; channel++)
        {
            int sum = 0;
            for (int y = box.Top; y < box.Bottom; y++)
            {
                for (int x = box.Left; x < box.Right; x++)
                    sum += pixels[(y * width + x) * 3 + channel];
            }

            rgb[channel] = (byte)((sum + count / 2) / count);
        }
    }
}
