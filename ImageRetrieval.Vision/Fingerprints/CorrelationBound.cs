using System.Runtime.Intrinsics;

namespace ImageRetrieval.Vision.Fingerprints;

/// <summary>Upper bounds of the correlation at all positions of one scale.</summary>
internal static class CorrelationBound
{
    /// <summary>Computes an upper bound of the correlation at every position, except for rounding; positions beyond the end of a row get 0.</summary>
    /// <param name="shrunk">The picture that is searched for.</param>
    /// <param name="view">The picture that is searched.</param>
    /// <param name="windows">The windows of that view in the same scale.</param>
    /// <param name="bounds">Receives rows of <see cref="WindowStatistics.Stride"/>.</param>
    /// <returns>The largest of them.</returns>
    internal static float Fill(ShrunkGrey shrunk, GreyView view, WindowStatistics windows, float[] bounds)
    {
        if (shrunk.Variance == 0)
        {
            Array.Clear(bounds);
            return 0;
        }
        var sum = Vector256.Create(shrunk.SumOfBlocks);
        var rest = Vector256.Create(shrunk.Rest);
        var greatest = Vector256<float>.Zero;
        for (var y = 0; y < shrunk.Scale.Places; y++)
        {
            for (var x = 0; x < windows.Stride; x += 8)
            {
                var place = (y * windows.Stride) + x;
                var held = Held(shrunk, view.BoxSums, x, y) - (Vector256.Create(windows.Mean, place) * sum);
                var bound = (held * Vector256.Create(windows.Inverse, place)) + (rest * Vector256.Create(windows.Rest, place));
                bound.CopyTo(bounds, place);
                greatest = Vector256.Max(greatest, bound);
            }
        }
        var most = 0f;
        for (var i = 0; i < Vector256<float>.Count; i++)
            most = Math.Max(most, greatest[i]);
        return most;
    }

    private static Vector256<float> Held(ShrunkGrey shrunk, float[] boxes, int x, int y)
    {
        var side = shrunk.Scale.Blocks;
        var (even, odd) = (Vector256<float>.Zero, Vector256<float>.Zero);
        var blocks = shrunk.Blocks;
        for (var row = 0; row < side; row++)
        {
            var place = (nuint)(((y + (row * AlignmentScale.Block)) * GreyShrink.Stride) + x);
            var means = blocks.Slice(row * side, side);
            var column = 0;
            for (; column + 1 < means.Length; column += 2, place += 2 * AlignmentScale.Block)
            {
                even = Vector256.MultiplyAddEstimate(Vector256.LoadUnsafe(ref boxes[0], place), Vector256.Create(means[column]), even);
                odd = Vector256.MultiplyAddEstimate(Vector256.LoadUnsafe(ref boxes[0], place + AlignmentScale.Block), Vector256.Create(means[column + 1]), odd);
            }
            if (column < means.Length)
                even = Vector256.MultiplyAddEstimate(Vector256.LoadUnsafe(ref boxes[0], place), Vector256.Create(means[column]), even);
        }
        return even + odd;
    }
}
