using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ImageRetrieval.VectorIndex;

/// <summary>VNNI: four products of bytes and their sum in one instruction (vpdpbusd), 256 bits wide.</summary>
internal static unsafe class CodeDotVnni
{
    private const int Bytes = 32;

    public static void Four(sbyte* query, byte* row0, byte* row1, byte* row2, byte* row3, int paddedLength, int* results)
    {
        Vector256<int> even0 = default, even1 = default, even2 = default, even3 = default;
        Vector256<int> odd0 = default, odd1 = default, odd2 = default, odd3 = default;
        for (int i = 0; i < paddedLength; i += 2 * Bytes)
        {
            Vector256<sbyte> q = Vector256.Load(query + i);
            even0 = AvxVnni.MultiplyWideningAndAdd(even0, Vector256.Load(row0 + i), q);
            even1 = AvxVnni.MultiplyWideningAndAdd(even1, Vector256.Load(row1 + i), q);
            even2 = AvxVnni.MultiplyWideningAndAdd(even2, Vector256.Load(row2 + i), q);
            even3 = AvxVnni.MultiplyWideningAndAdd(even3, Vector256.Load(row3 + i), q);
            int j = i + Bytes;
            q = Vector256.Load(query + j);
            odd0 = AvxVnni.MultiplyWideningAndAdd(odd0, Vector256.Load(row0 + j), q);
            odd1 = AvxVnni.MultiplyWideningAndAdd(odd1, Vector256.Load(row1 + j), q);
            odd2 = AvxVnni.MultiplyWideningAndAdd(odd2, Vector256.Load(row2 + j), q);
            odd3 = AvxVnni.MultiplyWideningAndAdd(odd3, Vector256.Load(row3 + j), q);
        }

        results[0] = Vector256.Sum(even0 + odd0);
        results[1] = Vector256.Sum(even1 + odd1);
        results[2] = Vector256.Sum(even2 + odd2);
        results[3] = Vector256.Sum(even3 + odd3);
    }
}
