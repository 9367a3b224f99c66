using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ImageRetrieval.VectorIndex;

/// <summary>AVX2: two codes of sixteen nodes are multiplied and added in one instruction (vpmaddubsw), which cannot saturate at 15 x 127 x 2.</summary>
internal static unsafe class NeighborSums256
{
    private const int Step = 16;

    public static void Of(byte* codes, sbyte* pairs, int components, short* sums)
    {
        Vector256<byte> half = Vector256.Create((byte)15);
        for (int first = 0; first < NeighborBlock.Nodes; first += Step)
        {
            Vector256<short> low = default, high = default;
            byte* row = codes + (2 * first);
            sbyte* pair = pairs;
            for (int i = 0; i < components; i += NeighborBlock.RowComponents, row += NeighborBlock.RowBytes, pair += 2 * NeighborBlock.RowBytes)
            {
                Vector256<byte> four = Vector256.Load(row);
                low += Avx2.MultiplyAddAdjacent(four & half, Vector256.Load(pair));
                high += Avx2.MultiplyAddAdjacent((four.AsUInt16() >>> 4).AsByte() & half, Vector256.Load(pair + NeighborBlock.RowBytes));
            }

            (low + high).Store(sums + first);
        }
    }
}
