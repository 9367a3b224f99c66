using System.Runtime.Intrinsics;

namespace ImageRetrieval.VectorIndex;

/// <summary>512-bit vectors (AVX-512).</summary>
internal static unsafe class FloatDot512
{
    private const int Lanes = 16;

    // Two accumulators per row: a fused multiply-add takes about four cycles and two can start each cycle,
    // so a single chain of additions would leave the unit idle most of the time.
    public static void Four(float* query, float* row0, float* row1, float* row2, float* row3, int paddedLength, float* results)
    {
        Vector512<float> even0 = default, even1 = default, even2 = default, even3 = default;
        Vector512<float> odd0 = default, odd1 = default, odd2 = default, odd3 = default;
        for (int i = 0; i < paddedLength; i += 2 * Lanes)
        {
            Vector512<float> q = Vector512.Load(query + i);
            even0 = Vector512.MultiplyAddEstimate(q, Vector512.Load(row0 + i), even0);
            even1 = Vector512.MultiplyAddEstimate(q, Vector512.Load(row1 + i), even1);
            even2 = Vector512.MultiplyAddEstimate(q, Vector512.Load(row2 + i), even2);
            even3 = Vector512.MultiplyAddEstimate(q, Vector512.Load(row3 + i), even3);
            int j = i + Lanes;
            q = Vector512.Load(query + j);
            odd0 = Vector512.MultiplyAddEstimate(q, Vector512.Load(row0 + j), odd0);
            odd1 = Vector512.MultiplyAddEstimate(q, Vector512.Load(row1 + j), odd1);
            odd2 = Vector512.MultiplyAddEstimate(q, Vector512.Load(row2 + j), odd2);
            odd3 = Vector512.MultiplyAddEstimate(q, Vector512.Load(row3 + j), odd3);
        }

        results[0] = Vector512.Sum(even0 + odd0);
        results[1] = Vector512.Sum(even1 + odd1);
        results[2] = Vector512.Sum(even2 + odd2);
        results[3] = Vector512.Sum(even3 + odd3);
    }
}
