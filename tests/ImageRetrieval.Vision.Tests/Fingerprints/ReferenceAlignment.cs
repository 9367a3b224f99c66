using ImageRetrieval.Vision.Fingerprints;
using ImageRetrieval.Vision.Preprocessing;
using ImageRetrieval.Vision.Resampling;

namespace ImageRetrieval.Vision.Tests.Fingerprints;

/// <summary>The aligned correlation as its definition says it, place by place and pixel by pixel, with nothing left out.</summary>
internal static class ReferenceAlignment
{
    private const int Side = PictureFingerprint.Side;
    private static readonly double[] s_scales = [1, .95, .9, .85, .8, .75, .6, .5];

    public static double Correlation(PictureFingerprint first, PictureFingerprint second)
    {
        var (one, mirrored, other) = (Grid(first, false), Grid(first, true), Grid(second, false));
        return Math.Max(0, s_scales.Max(scale => new[] { Inside(one, other, scale), Inside(other, one, scale), Inside(mirrored, other, scale), Inside(other, mirrored, scale) }.Max()));
    }

    private static double Inside(int[,] small, int[,] whole, double scale)
    {
        var side = (int)Math.Round(Side * scale, MidpointRounding.AwayFromZero);
        var template = Shrink(small, side);
        var best = 0.0;
        for (var y = 0; y <= Side - side; y++)
        {
            for (var x = 0; x <= Side - side; x++)
                best = Math.Max(best, At(template, whole, side, x, y));
        }
        return best;
    }

    private static double At(int[,] template, int[,] whole, int side, int left, int top)
    {
        var (count, sumT, sumW) = (side * side, 0L, 0L);
        foreach (var value in template)
            sumT += value;
        for (var y = 0; y < side; y++)
        {
            for (var x = 0; x < side; x++)
                sumW += whole[top + y, left + x];
        }
        var (meanT, meanW) = ((double)sumT / count, (double)sumW / count);
        var (products, squaresT, squaresW) = (0.0, 0.0, 0.0);
        for (var y = 0; y < side; y++)
        {
            for (var x = 0; x < side; x++)
            {
                var (t, w) = (template[y, x] - meanT, whole[top + y, left + x] - meanW);
                products += t * w;
                squaresT += t * t;
                squaresW += w * w;
            }
        }
        return squaresT < 4.0 * count || squaresW < 4.0 * count ? 0 : products / Math.Sqrt(squaresT * squaresW);
    }

    private static int[,] Grid(PictureFingerprint picture, bool mirrored)
    {
        var grid = new int[Side, Side];
        for (var y = 0; y < Side; y++)
        {
            for (var x = 0; x < Side; x++)
                grid[y, x] = picture.Grey[(y * Side) + (mirrored ? Side - 1 - x : x)];
        }
        return grid;
    }

    // Down the columns, then along the rows, as the product does: a sum that is rounded elsewhere could be another whole number.
    private static int[,] Shrink(int[,] grid, int side)
    {
        using var windows = new FilterWindows(Side, side, 0, side, ResizeKernel.Bilinear);
        var mean = (int)Math.Floor((grid.Cast<int>().Sum() + (Side * Side / 2)) / (double)(Side * Side));
        var rows = new float[side, Side];
        for (var y = 0; y < side; y++)
        {
            for (var x = 0; x < Side; x++)
                rows[y, x] = Sum(windows, y, i => grid[i, x] - mean);
        }
        var small = new int[side, side];
        for (var y = 0; y < side; y++)
        {
            for (var x = 0; x < side; x++)
                small[y, x] = (int)MathF.Floor(Sum(windows, x, i => rows[y, i]) + 0.5f);
        }
        return small;
    }

    private static float Sum(FilterWindows windows, int window, Func<int, float> value)
    {
        var weights = windows.WeightsOf(window);
        var sum = value(windows.StartOf(window)) * weights[0];
        for (var tap = 1; tap < weights.Length; tap++)
            sum += value(windows.StartOf(window) + tap) * weights[tap];
        return sum;
    }
}
