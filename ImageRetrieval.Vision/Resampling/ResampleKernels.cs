using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ImageRetrieval.Vision.Resampling;

/// <summary>The two loops of a resize.</summary>
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
        if (isFirst)
            sums[..rowLength].Clear();

        var i = 0;
        fixed (byte* source = rows)
        fixed (float* target = sums)
        {
            const int block = 16;
            for (; i <= rowLength - block; i += block)
            {
                var low = Vector256.Load(target + i);
                var high = Vector256.Load(target + i + 8);
                var place = source + i;
                foreach (var weight in weights)
                {
                    low += Floats(place) * weight;
                    high += Floats(place + 8) * weight;
                    place += rowLength;
                }
                low.Store(target + i);
                high.Store(target + i + 8);
            }
            for (; i < rowLength; i++)
            {
                var sum = target[i];
                for (var k = 0; k < weights.Length; k++)
                    sum += source[(long)k * rowLength + i] * weights[k];
                target[i] = sum;
            }
        }
    }

    /// <summary>Filters one row of sums to bytes, rounded and clamped to 0..255.</summary>
    /// <param name="sums">Pixels of the columns that the windows take, and <see cref="MaxBands"/> - 1 more floats, which are read but not used.</param>
    /// <param name="columns">The windows.</param>
    /// <param name="bands">Floats of a pixel.</param>
    /// <param name="result">One pixel for each window.</param>
    internal static void FilterRow(ReadOnlySpan<float> sums, FilterWindows columns, int bands, Span<byte> result)
    {
        ref var first = ref MemoryMarshal.GetReference(sums);
        for (var x = 0; x < columns.Count; x++)
        {
            var weights = columns.WeightsOf(x);
            var start = (columns.StartOf(x) - columns.First) * bands;
            // The last vector's end is checked for all of them.
            _ = sums.Slice(start + (weights.Length - 1) * bands, MaxBands);
            var pixel = Vector128.Create(0.5f);
            foreach (var weight in weights)
            {
                pixel += Vector128.LoadUnsafe(ref first, (nuint)start) * weight;
                start += bands;
            }
            var bytes = Vector128.ConvertToInt32(Vector128.Min(Vector128.Max(pixel, Vector128<float>.Zero), Vector128.Create(255f)));
            var place = result.Slice(x * bands, bands);
            for (var band = 0; band < place.Length; band++)
                place[band] = (byte)bytes[band];
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
