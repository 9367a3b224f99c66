namespace ImageRetrieval.Vision.Tests;

/// <summary>
/// Pillow's filtered resize (libImaging/Resample.c), written down anew as the reference: rows first and then columns, a
/// filter whose support grows when the image shrinks, weights normalised over the pixels that exist, and 8 bits between
/// the two passes.
/// </summary>
internal static class PillowResize
{
    /// <summary>The triangle: BILINEAR.</summary>
    public static readonly (Func<double, double> Weight, double Support) Triangle = (x => Math.Max(0, 1 - Math.Abs(x)), 1);

    /// <summary>The Catmull-Rom cubic: BICUBIC.</summary>
    public static readonly (Func<double, double> Weight, double Support) Cubic = (Catmull, 2);

    /// <summary>Resizes three channels of bytes.</summary>
    public static byte[] Resize(byte[] rgb, int width, int height, int newWidth, int newHeight, (Func<double, double> Weight, double Support) filter)
    {
        var columns = Weights(width, newWidth, filter);
        var rows = Weights(height, newHeight, filter);
        var narrow = new byte[newWidth * height * 3];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < newWidth; x++)
            {
                for (var c = 0; c < 3; c++)
                    narrow[(y * newWidth + x) * 3 + c] = Sum(columns[x], i => rgb[(y * width + i) * 3 + c]);
            }
        }

        var result = new byte[newWidth * newHeight * 3];
        for (var y = 0; y < newHeight; y++)
        {
            for (var x = 0; x < newWidth; x++)
            {
                for (var c = 0; c < 3; c++)
                    result[(y * newWidth + x) * 3 + c] = Sum(rows[y], i => narrow[(i * newWidth + x) * 3 + c]);
            }
        }
        return result;
    }

    /// <summary>The square in the middle.</summary>
    public static byte[] CentreCrop(byte[] rgb, int width, int height, int crop)
    {
        var (left, top) = ((width - crop) / 2, (height - crop) / 2);
        return [.. Enumerable.Range(top, crop).SelectMany(y => rgb.AsSpan((y * width + left) * 3, crop * 3).ToArray())];
    }

    private static double Catmull(double x)
    {
        const double a = -0.5;
        x = Math.Abs(x);
        return x < 1 ? ((a + 2) * x - (a + 3)) * x * x + 1 : x < 2 ? (((x - 5) * x + 8) * x - 4) * a : 0;
    }

    private static (int First, double[] Weights)[] Weights(int from, int to, (Func<double, double> Weight, double Support) filter)
    {
        var scale = (double)from / to;
        var stretch = Math.Max(1, scale);
        var support = filter.Support * stretch;
        return [.. Enumerable.Range(0, to).Select(i =>
        {
            var centre = (i + 0.5) * scale;
            var first = Math.Max(0, (int)(centre - support + 0.5));
            var end = Math.Min(from, (int)(centre + support + 0.5));
            var weights = Enumerable.Range(first, end - first).Select(p => filter.Weight((p - centre + 0.5) / stretch)).ToArray();
            var sum = weights.Sum();
            return (first, weights.Select(w => w / sum).ToArray());
        })];
    }

    private static byte Sum((int First, double[] Weights) taps, Func<int, byte> value)
    {
        var sum = 0.5;
        for (var i = 0; i < taps.Weights.Length; i++)
            sum += taps.Weights[i] * value(taps.First + i);
        return (byte)Math.Clamp(sum, 0, 255);
    }
}
