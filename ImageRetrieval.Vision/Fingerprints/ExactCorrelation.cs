using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ImageRetrieval.Vision.Fingerprints;

/// <summary>One normalised cross-correlation, from whole numbers.</summary>
internal static class ExactCorrelation
{
    /// <returns>-1..1; null if either is uniform.</returns>
    internal static float? Of(ShrunkGrey shrunk, GreyView view, int x, int y)
    {
        var side = shrunk.Scale.Side;
        var count = side * side;
        long sum = view.Sums.One(x, y, side);
        var variance = ((long)count * view.Squares.One(x, y, side)) - (sum * sum);
        if (shrunk.Variance == 0 || variance < WindowStatistics.LeastVariance(count))
            return null;
        var products = (count * Dot(shrunk, view.Pixels, x + (y * GreyView.Stride))) - (shrunk.Sum * sum);
        return (float)(products / Math.Sqrt((double)shrunk.Variance * variance));
    }

    private static long Dot(ShrunkGrey shrunk, ReadOnlySpan<short> window, int place)
    {
        var sums = Vector256<int>.Zero;
        var stride = shrunk.Scale.Stride;
        var pixels = shrunk.Pixels;
        for (var row = 0; row < shrunk.Scale.Side; row++)
        {
            var template = pixels.Slice(row * stride, stride);
            var picture = window.Slice(place + (row * GreyView.Stride), stride);
            for (var i = 0; i < stride; i += 16)
                sums += Pairs(Vector256.Create(template[i..]), Vector256.Create(picture[i..]));
        }
        return Vector256.Sum(sums);
    }

    /// <summary>Products, with those of neighbours added.</summary>
    internal static Vector256<int> Pairs(Vector256<short> first, Vector256<short> second)
    {
        if (Avx2.IsSupported)
            return Avx2.MultiplyAddAdjacent(first, second);
        var (low, high) = Vector256.Widen(first);
        var (otherLow, otherHigh) = Vector256.Widen(second);
        return (low * otherLow) + (high * otherHigh);
    }
}
