using System.Numerics;

namespace ImageRetrieval.VectorIndex;

/// <summary>The kernel in <see cref="Vector{T}"/>: 256-bit FMA on x64, 128-bit on Arm64, from one text.</summary>
internal static unsafe class SimdDot
{
    // Two accumulators a row: a fused multiply-add takes about four cycles and two can start each cycle,
    // so a single chain of additions would leave the unit idle most of the time.

    // Invariant of both: every pointer has paddedLength readable floats, and paddedLength is a multiple of
    // DotProduct.RowAlignment, hence of two vectors of any width up to 512 bits.
    public static float One(float* query, float* row, int paddedLength)
    {
        int width = Vector<float>.Count;
        Vector<float> even = Vector<float>.Zero, odd = Vector<float>.Zero;
        for (int i = 0; i < paddedLength; i += 2 * width)
        {
            even = Vector.MultiplyAddEstimate(Vector.Load(query + i), Vector.Load(row + i), even);
            odd = Vector.MultiplyAddEstimate(Vector.Load(query + i + width), Vector.Load(row + i + width), odd);
        }

        return Vector.Sum(even + odd);
    }

    public static void Four(float* query, float* row0, float* row1, float* row2, float* row3, int paddedLength, float* results)
    {
        int width = Vector<float>.Count;
        Vector<float> even0 = Vector<float>.Zero, even1 = even0, even2 = even0, even3 = even0;
        Vector<float> odd0 = even0, odd1 = even0, odd2 = even0, odd3 = even0;
        for (int i = 0; i < paddedLength; i += 2 * width)
        {
            Vector<float> q = Vector.Load(query + i);
            even0 = Vector.MultiplyAddEstimate(q, Vector.Load(row0 + i), even0);
            even1 = Vector.MultiplyAddEstimate(q, Vector.Load(row1 + i), even1);
            even2 = Vector.MultiplyAddEstimate(q, Vector.Load(row2 + i), even2);
            even3 = Vector.MultiplyAddEstimate(q, Vector.Load(row3 + i), even3);
            int j = i + width;
            q = Vector.Load(query + j);
            odd0 = Vector.MultiplyAddEstimate(q, Vector.Load(row0 + j), odd0);
            odd1 = Vector.MultiplyAddEstimate(q, Vector.Load(row1 + j), odd1);
            odd2 = Vector.MultiplyAddEstimate(q, Vector.Load(row2 + j), odd2);
            odd3 = Vector.MultiplyAddEstimate(q, Vector.Load(row3 + j), odd3);
        }

        results[0] = Vector.Sum(even0 + odd0);
        results[1] = Vector.Sum(even1 + odd1);
        results[2] = Vector.Sum(even2 + odd2);
        results[3] = Vector.Sum(even3 + odd3);
    }
}
