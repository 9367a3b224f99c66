using System.Runtime.Intrinsics;

namespace ImageRetrieval.Vision.Fingerprints;

/// <summary>Sums of all windows of a small grey picture, from the sums of all rectangles that begin at its first pixel.</summary>
internal sealed class IntegralGrey
{
    private const int Side = PictureFingerprint.Side;

    // Rows are read eight positions at a time, beyond their end.
    private const int Stride = Side + 24;

    private readonly int[] _sums = new int[(Side + 1) * Stride];

    /// <param name="pixels">Rows of <see cref="GreyView.Stride"/> numbers.</param>
    /// <param name="squared">Whether their squares are added.</param>
    internal void Load(ReadOnlySpan<short> pixels, bool squared)
    {
        for (var y = 0; y < Side; y++)
        {
            var row = 0;
            for (var x = 0; x < Side; x++)
            {
                int pixel = pixels[(y * GreyView.Stride) + x];
                row += squared ? pixel * pixel : pixel;
                _sums[((y + 1) * Stride) + x + 1] = _sums[(y * Stride) + x + 1] + row;
            }
        }
    }

    /// <summary>Sums of the windows at x .. x + 7 and y; those outside the picture are meaningless.</summary>
    internal Vector256<float> Window(int x, int y, int side)
    {
        ref var sums = ref _sums[0];
        var (above, below) = ((nuint)((y * Stride) + x), (nuint)(((y + side) * Stride) + x));
        var right = (nuint)side;
        return Vector256.ConvertToSingle(
            Vector256.LoadUnsafe(ref sums, below + right) - Vector256.LoadUnsafe(ref sums, below)
            - Vector256.LoadUnsafe(ref sums, above + right) + Vector256.LoadUnsafe(ref sums, above));
    }

    /// <summary>Sum of one window.</summary>
    internal int One(int x, int y, int side)
    {
        var (above, below) = ((y * Stride) + x, ((y + side) * Stride) + x);
        return _sums[below + side] - _sums[below] - _sums[above + side] + _sums[above];
    }
}
