using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ImageRetrieval.VectorIndex;

/// <summary>AVX2 without VNNI: bytes are widened to 16 bits, multiplied and added in pairs (vpmaddwd).</summary>
/// <remarks>Not vpmaddubsw: its 16-bit sums saturate at 255 x 127 x 2, and a kernel that rounds differently would build a different graph.</remarks>
internal static unsafe class CodeDotAvx2
{
    private const int Step = 16;

    public static void Four(sbyte* query, byte* row0, byte* row1, byte* row2, byte* row3, int paddedLength, int* results)
    {
        Vector256<int> sum0 = default, sum1 = default, sum2 = default, sum3 = default;
        for (int i = 0; i < paddedLength; i += Step)
        {
            Vector256<short> q = Avx2.ConvertToVector256Int16(query + i);
            sum0 += Avx2.MultiplyAddAdjacent(q, Avx2.ConvertToVector256Int16(row0 + i));
            sum1 += Avx2.MultiplyAddAdjacent(q, Avx2.ConvertToVector256Int16(row1 + i));
            sum2 += Avx2.MultiplyAddAdjacent(q, Avx2.ConvertToVector256Int16(row2 + i));
            sum3 += Avx2.MultiplyAddAdjacent(q, Avx2.ConvertToVector256Int16(row3 + i));
        }

        results[0] = Vector256.Sum(sum0);
        results[1] = Vector256.Sum(sum1);
        results[2] = Vector256.Sum(sum2);
        results[3] = Vector256.Sum(sum3);
    }
}
