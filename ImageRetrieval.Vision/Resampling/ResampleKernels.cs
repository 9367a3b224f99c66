using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ImageRetrieval.Vision.Resampling;

/// <summary>The two loops of a resize. Their sums are made in one order with vectors of any width, and fused where the processor can: the same bits everywhere since AVX2 and on ARM64.</summary>
internal static class ResampleKernels
{
    /// <summary>Bytes of a pixel at most: one vector of four floats holds it.</summary>
    internal const int MaxBands = 4;

    /// <summary>Adds weighted rows of bytes: <c>sums[i] += weights[k] * rows[k * rowLength + i]</c>, in the order of k.</summary>
    /// <param name="rows">As many rows as there are weights, or more.</param>
    /// <param name="rowLength">Bytes of a row.</param>
    /// <param name="weights">One for each row.</param>
    /// <param name="sums">At least <paramref name="rowLength"/> long.</param>
    /// <param name="isFirst">Whether the sums start at 0.</param>
    internal static unsafe void AddRows(ReadOnlySpan<byte> rows, int rowLength, ReadOnlySpan<float> weights, Span<float> sums, bool isFirst)
    {
        if (rows.Length < (long)rowLength * weights.Length || sums.Length < rowLength)
            throw new ArgumentException($"{weights.Length} rows of {rowLength} bytes were promised; there are {rows.Length} bytes, and {sums.Length} sums.", nameof(rows));
        fixed (byte* source = rows)
        fixed (float* target = sums)
        fixed (float* weight = weights)
        {
            var i = 0;
            const int block = 32;
            for (; i <= rowLength - block; i += block)
            {
                var (a, b, c, d) = isFirst ? default : (Vector256.Load(target + i), Vector256.Load(target + i + 8), Vector256.Load(target + i + 16), Vector256.Load(target + i + 24));
                var place = source + i;
                for (var k = 0; k < weights.Length; k++, place += rowLength)
                {
                    var w = Vector256.Create(weight[k]);
                    a = Vector256.MultiplyAddEstimate(Floats(place), w, a);
                    b = Vector256.MultiplyAddEstimate(Floats(place + 8), w, b);
                    c = Vector256.MultiplyAddEstimate(Floats(place + 16), w, c);
                    d = Vector256.MultiplyAddEstimate(Floats(place + 24), w, d);
                }
                a.Store(target + i);
                b.Store(target + i + 8);
                c.Store(target + i + 16);
                d.Store(target + i + 24);
            }
            for (; i < rowLength; i++)
            {
                var sum = isFirst ? 0 : target[i];
                var place = source + i;
                for (var k = 0; k < weights.Length; k++, place += rowLength)
                    sum = float.MultiplyAddEstimate(*place, weight[k], sum);
                target[i] = sum;
            }
        }
    }

    /// <summary>Floats after the last pixel of a row, which are read with a weight of 0: they must be zeros, because a NaN would propagate.</summary>
    internal static int Padding(FilterWindows columns, int bands) => (columns.Taps + 1) * bands + MaxBands;

    /// <summary>Filters one row of sums to bytes, rounded and clamped to 0..255.</summary>
    /// <param name="sums">Pixels of the columns that the windows take, then <see cref="Padding"/>.</param>
    /// <param name="columns">The windows.</param>
    /// <param name="bands">Floats of a pixel.</param>
    /// <param name="result">One pixel for each window.</param>
    internal static unsafe void FilterRow(ReadOnlySpan<float> sums, FilterWindows columns, int bands, Span<byte> result)
    {
        if (sums.Length < (columns.End - columns.First) * bands + Padding(columns, bands) || result.Length < columns.Count * bands)
            throw new ArgumentException($"{columns.Count} windows of {bands} bands do not fit {sums.Length} sums and {result.Length} bytes.", nameof(sums));
        var taps = columns.Taps;
        fixed (float* source = sums)
        fixed (float* weights = columns.Weights)
        fixed (byte* target = result)
        {
            var weight = weights;
            var place = target;
            var end = target + result.Length;
            for (var x = 0; x < columns.Count; x++, place += bands)
            {
                var taken = source + (columns.StartOf(x) - columns.First) * bands;
                // Two sums: each addition waits for the one before it.
                var (even, odd) = (Vector128.Create(0.5f), Vector128<float>.Zero);
                for (var next = weight + taps; weight < next; weight += 2, taken += 2 * bands)
                {
                    even = Vector128.MultiplyAddEstimate(Vector128.Load(taken), Vector128.Create(weight[0]), even);
                    odd = Vector128.MultiplyAddEstimate(Vector128.Load(taken + bands), Vector128.Create(weight[1]), odd);
                }
                var pixel = Vector128.ConvertToInt32(Vector128.Min(Vector128.Max(even + odd, Vector128<float>.Zero), Vector128.Create(255f)));
                // The lowest bytes of the four numbers, packed.
                var bytes = Vector128.Shuffle(pixel.AsByte(), Vector128.Create((byte)0, 4, 8, 12, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16)).AsUInt32().ToScalar();
                // A store of four: what is not this pixel's is overwritten by the next one.
                if (end - place >= sizeof(uint))
                    Unsafe.WriteUnaligned(place, bytes);
                else
                    for (var band = 0; band < bands; band++, bytes >>= 8)
                        place[band] = (byte)bytes;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe Vector256<float> Floats(byte* eight)
    {
        if (Avx2.IsSupported)
            return Vector256.ConvertToSingle(Avx2.ConvertToVector256Int32(eight));
        var words = Vector128.WidenLower(Vector128.CreateScalar(Unsafe.ReadUnaligned<ulong>(eight)).AsByte());
        var (low, high) = Vector128.Widen(words);
        return Vector256.ConvertToSingle(Vector256.Create(low.AsInt32(), high.AsInt32()));
    }
}
