using System.Runtime.Intrinsics;

namespace ImageRetrieval.VectorIndex;

/// <summary>256-bit vectors with fused multiply-add (AVX2 and FMA).</summary>
internal static unsafe class FloatDot256
{
    private const int Lanes = 8;

    // Two accumulators per row: a fused multiply-add takes about four cycles and two can start each cycle,
    // so a single chain of additions would leave the unit idle most of the time.
    public static void Four(float* query, float* row0, float* row1, float* row2, float* row3, int paddedLength, float* results)
    {
        Vector256<float> even0 = default, even1 = default, even2 = default, even3 = default;
        Vector256<float> odd0 = default, odd1 = default, odd2 = default, odd3 = default;
        for (int i = 0; i < paddedLength; i += 2 * Lanes)
        {
            Vector256<float> q = Vector256.Load(query + i);
            even0 = Vector256.MultiplyAddEstimate(q, Vector256.Load(row0 + i), even0);
            even1 = Vector256.MultiplyAddEstimate(q, Vector256.Load(row1 + i), even1);
            even2 = Vector256.MultiplyAddEstimate(q, Vector256.Load(row2 + i), even2);
            even3 = Vector256.MultiplyAddEstimate(q, Vector256.Load(row3 + i), even3);
            int j = i + Lanes;
            q = Vector256.Load(query + j);
            odd0 = Vector256.MultiplyAddEstimate(q, Vector256.Load(row0 + j), odd0);
            odd1 = Vector256.MultiplyAddEstimate(q, Vector256.Load(row1 + j), odd1);
            odd2 = Vector256.MultiplyAddEstimate(q, Vector256.Load(row2 + j), odd2);
            odd3 = Vector256.MultiplyAddEstimate(q, Vector256.Load(row3 + j), odd3);
        }

        results[0] = Vector256.Sum(even0 + odd0);
        results[1] = Vector256.Sum(even1 + odd1);
        results[2] = Vector256.Sum(even2 + odd2);
        results[3] = Vector256.Sum(even3 + odd3);
    }
}
