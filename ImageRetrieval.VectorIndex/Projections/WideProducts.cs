using System.Runtime.Intrinsics;

namespace ImageRetrieval.VectorIndex;

/// <summary>
/// Inner products and sums of padded float32 rows in one fixed order of fused operations, whatever the processor's own width is:
/// a projection, and what it makes of a vector, are the same to the bit everywhere.
/// </summary>
internal static unsafe class WideProducts
{
    private const int Width = 16;

    // Invariant: every pointer has paddedLength readable floats, a multiple of FloatDot.RowAlignment (32), zero beyond the dimension.

    /// <summary>The inner products of one row with four others.</summary>
    public static void Four(float* row, float* a, float* b, float* c, float* d, int paddedLength, float* results)
    {
        Vector512<float> a0 = default, b0 = default, c0 = default, d0 = default;
        Vector512<float> a1 = default, b1 = default, c1 = default, d1 = default;
        for (int i = 0; i < paddedLength; i += 2 * Width)
        {
            Vector512<float> r = Vector512.Load(row + i);
            a0 = Vector512.FusedMultiplyAdd(r, Vector512.Load(a + i), a0);
            b0 = Vector512.FusedMultiplyAdd(r, Vector512.Load(b + i), b0);
            c0 = Vector512.FusedMultiplyAdd(r, Vector512.Load(c + i), c0);
            d0 = Vector512.FusedMultiplyAdd(r, Vector512.Load(d + i), d0);
            r = Vector512.Load(row + i + Width);
            a1 = Vector512.FusedMultiplyAdd(r, Vector512.Load(a + i + Width), a1);
            b1 = Vector512.FusedMultiplyAdd(r, Vector512.Load(b + i + Width), b1);
            c1 = Vector512.FusedMultiplyAdd(r, Vector512.Load(c + i + Width), c1);
            d1 = Vector512.FusedMultiplyAdd(r, Vector512.Load(d + i + Width), d1);
        }

        results[0] = Sum(a0 + a1);
        results[1] = Sum(b0 + b1);
        results[2] = Sum(c0 + c1);
        results[3] = Sum(d0 + d1);
    }

    /// <summary>The inner product of two rows.</summary>
    public static float One(float* row, float* other, int paddedLength)
    {
        float* results = stackalloc float[4];
        Four(row, other, other, other, other, paddedLength, results);
        return results[0];
    }

    /// <summary>The inner product of the first components of two rows.</summary>
    public static float First(float* row, float* other, int length)
    {
        Vector512<float> sums = default;
        int i = 0;
        for (; i + Width <= length; i += Width)
            sums = Vector512.FusedMultiplyAdd(Vector512.Load(row + i), Vector512.Load(other + i), sums);
        float sum = Sum(sums);
        for (; i < length; i++)
            sum = MathF.FusedMultiplyAdd(row[i], other[i], sum);
        return sum;
    }

    /// <summary>Adds factor times a row to a sum.</summary>
    public static void AddScaled(float* sum, float* row, float factor, int paddedLength)
    {
        Vector512<float> factors = Vector512.Create(factor);
        for (int i = 0; i < paddedLength; i += Width)
            Vector512.FusedMultiplyAdd(factors, Vector512.Load(row + i), Vector512.Load(sum + i)).Store(sum + i);
    }

    /// <summary>Adds four rows, each times its factor, to a sum: which is read and written once for all four.</summary>
    public static void AddFourScaled(float* sum, float* a, float* b, float* c, float* d, Vector128<float> factors, int paddedLength)
    {
        Vector512<float> fa = Vector512.Create(factors[0]), fb = Vector512.Create(factors[1]), fc = Vector512.Create(factors[2]), fd = Vector512.Create(factors[3]);
        for (int i = 0; i < paddedLength; i += Width)
        {
            Vector512<float> s = Vector512.FusedMultiplyAdd(fa, Vector512.Load(a + i), Vector512.Load(sum + i));
            s = Vector512.FusedMultiplyAdd(fb, Vector512.Load(b + i), s);
            s = Vector512.FusedMultiplyAdd(fc, Vector512.Load(c + i), s);
            Vector512.FusedMultiplyAdd(fd, Vector512.Load(d + i), s).Store(sum + i);
        }
    }

    /// <summary>Multiplies a row by a factor.</summary>
    public static void Scale(float* row, float factor, int paddedLength)
    {
        Vector512<float> factors = Vector512.Create(factor);
        for (int i = 0; i < paddedLength; i += Width)
            (Vector512.Load(row + i) * factors).Store(row + i);
    }

    // Halves are added to halves: the same tree on every processor.
    private static float Sum(Vector512<float> sums)
    {
        Vector256<float> eight = sums.GetLower() + sums.GetUpper();
        Vector128<float> four = eight.GetLower() + eight.GetUpper();
        return (four[0] + four[2]) + (four[1] + four[3]);
    }
}
