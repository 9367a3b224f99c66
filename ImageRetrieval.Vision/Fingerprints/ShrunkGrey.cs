using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ImageRetrieval.Vision.Fingerprints;

/// <summary>A small grey picture in one scale, to be searched for inside another one. Reused for many pictures.</summary>
internal sealed class ShrunkGrey(AlignmentScale scale)
{
    private readonly short[] _pixels = new short[scale.Side * scale.Stride];
    private readonly float[] _blocks = new float[scale.Blocks * scale.Blocks];

    internal AlignmentScale Scale => scale;

    /// <summary>Rows of <see cref="AlignmentScale.Stride"/> numbers, with zeros after the pixels.</summary>
    internal ReadOnlySpan<short> Pixels => _pixels;

    /// <summary>Sum of the pixels.</summary>
    internal int Sum { get; private set; }

    /// <summary>Pixels times the sum of their squares, minus the square of their sum; 0 for a uniform picture.</summary>
    internal long Variance { get; private set; }

    /// <summary>Means of the blocks of the centred pixels, divided by these pixels' length.</summary>
    internal ReadOnlySpan<float> Blocks => _blocks;

    internal float SumOfBlocks { get; private set; }

    /// <summary>The part of the length that the blocks do not represent, 0..1.</summary>
    internal float Rest { get; private set; }

    /// <param name="pixels">Rows of <see cref="GreyShrink.Stride"/> floats.</param>
    internal void Load(ReadOnlySpan<float> pixels)
    {
        var (sum, squares) = Round(pixels);
        var count = scale.Side * scale.Side;
        (Sum, Variance) = (sum, (count * squares) - ((long)sum * sum));
        if (Variance >= WindowStatistics.LeastVariance(count))
            LoadBlocks((float)sum / count, (float)Math.Sqrt((double)Variance / count));
        else
            Variance = 0;
    }

    // Converts to integers, with zeros after each row; returns their sum and the sum of their squares.
    private (int Sum, long Squares) Round(ReadOnlySpan<float> pixels)
    {
        ref var from = ref Unsafe.AsRef(in pixels[0]);
        var (sums, squares) = (Vector256<int>.Zero, Vector256<int>.Zero);
        for (var y = 0; y < scale.Side; y++)
        {
            for (var x = 0; x < scale.Stride; x += 16)
            {
                var place = (nuint)((y * GreyShrink.Stride) + x);
                var whole = Vector256.Narrow(Rounded(ref from, place), Rounded(ref from, place + 8)) & Vector256.LoadUnsafe(ref scale.RowMask[0], (nuint)x);
                whole.CopyTo(_pixels, (y * scale.Stride) + x);
                sums += ExactCorrelation.Pairs(whole, Vector256<short>.One);
                squares += ExactCorrelation.Pairs(whole, whole);
            }
        }
        return (Vector256.Sum(sums), Vector256.Sum(squares));
    }

    private static Vector256<int> Rounded(ref float pixels, nuint place) =>
        Vector256.ConvertToInt32(Vector256.Floor(Vector256.LoadUnsafe(ref pixels, place) + Vector256.Create(0.5f)));

    private void LoadBlocks(float mean, float length)
    {
        const int block = AlignmentScale.Block;
        var (sum, squares) = (0f, 0f);
        for (var y = 0; y < scale.Blocks; y++)
        {
            for (var x = 0; x < scale.Blocks; x++)
            {
                var pixels = 0;
                for (var row = 0; row < block; row++)
                {
                    var place = (((y * block) + row) * scale.Stride) + (x * block);
                    pixels += _pixels[place] + _pixels[place + 1] + _pixels[place + 2] + _pixels[place + 3];
                }
                var value = ((pixels / (float)(block * block)) - mean) / length;
                _blocks[(y * scale.Blocks) + x] = value;
                sum += value;
                squares += value * value;
            }
        }
        SumOfBlocks = sum;
        Rest = MathF.Sqrt(Math.Max(0, 1 - (squares * block * block)));
    }
}
