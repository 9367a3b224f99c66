using System.Runtime.Intrinsics;

namespace ImageRetrieval.Vision.Fingerprints;

/// <summary>The statistics of every window of one scale in a small grey picture that a correlation needs. Rows are multiples of eight.</summary>
internal sealed class WindowStatistics
{
    // For a uniform area, the result would only be rounding.
    private const int LeastDeviation = 2;

    private readonly AlignmentScale _scale;
    private readonly float[] _rowSquares = new float[GreyView.Boxes * GreyShrink.Stride];

    internal WindowStatistics(AlignmentScale scale)
    {
        _scale = scale;
        Stride = (scale.Places + 7) / 8 * 8;
        var places = Stride * scale.Places;
        (Mean, Inverse, Rest) = (new float[places], new float[places], new float[places]);
    }

    /// <summary>Distance from one row of positions to the next.</summary>
    internal int Stride { get; }

    /// <summary>Sum of a block that has the window's mean.</summary>
    internal float[] Mean { get; }

    /// <summary>The reciprocal of the length of the centred window; 0 for a uniform one.</summary>
    internal float[] Inverse { get; }

    /// <summary>The part of that length that its blocks do not represent, 0..1.</summary>
    internal float[] Rest { get; }

    /// <summary>An area with a deviation of less than 2 grey levels has no correlation.</summary>
    internal static long LeastVariance(int count) => (long)count * count * LeastDeviation * LeastDeviation;

    internal void Load(GreyView view)
    {
        AddSquares(view.BoxSquares);
        var (blocks, side) = (_scale.Blocks, _scale.Side);
        var (count, covered) = (1f / (side * side), blocks * AlignmentScale.Block);
        // Slightly less than the exact limit: a bound may be too high, but never too low.
        var least = Vector256.Create(0.99f * LeastDeviation * LeastDeviation * side * side);
        for (var y = 0; y < _scale.Places; y++)
        {
            for (var x = 0; x < Stride; x += 8)
            {
                var sum = view.Sums.Window(x, y, side);
                var length = view.Squares.Window(x, y, side) - (sum * sum * count);
                var mean = sum * count * (AlignmentScale.Block * AlignmentScale.Block);
                var squares = Vector256<float>.Zero;
                for (var block = 0; block < blocks; block++)
                    squares += Vector256.LoadUnsafe(ref _rowSquares[0], (nuint)(((y + (block * AlignmentScale.Block)) * GreyShrink.Stride) + x));
                // Of the blocks' sums b: sum of (b - mean)^2, in pixels.
                var held = (squares - (mean * view.Sums.Window(x, y, covered) * 2f) + (mean * mean * (blocks * blocks))) * (1f / (AlignmentScale.Block * AlignmentScale.Block));
                var uneven = Vector256.GreaterThanOrEqual(length, least);
                var safe = Vector256.ConditionalSelect(uneven, length, Vector256<float>.One);
                var place = (y * Stride) + x;
                mean.CopyTo(Mean, place);
                Vector256.ConditionalSelect(uneven, Vector256<float>.One / Vector256.Sqrt(safe), Vector256<float>.Zero).CopyTo(Inverse, place);
                var rest = Vector256.Sqrt(Vector256.Max(Vector256<float>.Zero, (safe - held) / safe));
                Vector256.ConditionalSelect(uneven, rest, Vector256<float>.Zero).CopyTo(Rest, place);
            }
            // There are no windows beyond the end of a row.
            Array.Clear(Inverse, (y * Stride) + _scale.Places, Stride - _scale.Places);
            Array.Clear(Rest, (y * Stride) + _scale.Places, Stride - _scale.Places);
        }
    }

    // Of each row of boxes, the sum over those that a window of this scale takes from it.
    private void AddSquares(float[] squares)
    {
        for (var y = 0; y < GreyView.Boxes; y++)
        {
            for (var x = 0; x < Stride; x += 8)
            {
                var sum = Vector256<float>.Zero;
                for (var block = 0; block < _scale.Blocks; block++)
                    sum += Vector256.LoadUnsafe(ref squares[0], (nuint)((y * GreyShrink.Stride) + x + (block * AlignmentScale.Block)));
                sum.CopyTo(_rowSquares, (y * GreyShrink.Stride) + x);
            }
        }
    }
}
