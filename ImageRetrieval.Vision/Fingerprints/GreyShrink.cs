using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using ImageRetrieval.Vision.Preprocessing;
using ImageRetrieval.Vision.Resampling;

namespace ImageRetrieval.Vision.Fingerprints;

/// <summary>
/// Resizes the grey picture of a fingerprint to a smaller square (triangle filter with antialiasing), transposed. Products
/// and sums are rounded one by one in one order: the same bits with vectors of any width.
/// </summary>
internal sealed class GreyShrink
{
    /// <summary>Floats from one row of a picture to the next: whole vectors of eight.</summary>
    internal const int Stride = 64;

    private const int Source = PictureFingerprint.Side;

    private readonly int _side;
    private readonly int[] _starts;
    private readonly float[][] _weights;

    /// <param name="side">Of the result, at most <see cref="PictureFingerprint.Side"/>.</param>
    internal GreyShrink(int side)
    {
        _side = side;
        using var windows = new FilterWindows(Source, side, 0, side, ResizeKernel.Bilinear);
        _starts = [.. Enumerable.Range(0, side).Select(windows.StartOf)];
        _weights = [.. Enumerable.Range(0, side).Select(i => windows.WeightsOf(i).ToArray())];
    }

    /// <summary>Resizes.</summary>
    /// <param name="grey"><see cref="PictureFingerprint.Side"/> rows of <see cref="Stride"/> floats.</param>
    /// <param name="scratch">As large.</param>
    /// <param name="result">Receives the side's rows of <see cref="Stride"/> floats: row x holds column x of the smaller picture.</param>
    internal void Transposed(ReadOnlySpan<float> grey, Span<float> scratch, Span<float> result)
    {
        Rows(grey, Source, result);
        for (var y = 0; y < _side; y++)
        {
            for (var x = 0; x < Source; x++)
                scratch[(x * Stride) + y] = result[(y * Stride) + x];
        }
        Rows(scratch, _side, result);
    }

    // Row i of the result is a weighted sum of rows of the source.
    private void Rows(ReadOnlySpan<float> source, int columns, Span<float> result)
    {
        ref var from = ref Unsafe.AsRef(in source[0]);
        for (var i = 0; i < _side; i++)
        {
            var weights = _weights[i];
            for (var x = 0; x < columns; x += Vector256<float>.Count)
            {
                var place = (nuint)((_starts[i] * Stride) + x);
                var sum = Vector256.LoadUnsafe(ref from, place) * weights[0];
                for (var tap = 1; tap < weights.Length; tap++)
                    sum += Vector256.LoadUnsafe(ref from, place + (nuint)(tap * Stride)) * weights[tap];
                sum.CopyTo(result[((i * Stride) + x)..]);
            }
        }
    }
}
