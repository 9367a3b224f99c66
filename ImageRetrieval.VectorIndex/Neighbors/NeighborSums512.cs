using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ImageRetrieval.VectorIndex;

/// <summary>AVX-512: as AVX2, for all nodes of a block at once.</summary>
internal static unsafe class NeighborSums512
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Of(byte* codes, sbyte* pairs, int components, short* sums)
    {
        const int Row = NeighborBlock.RowBytes;
        Vector512<byte> half = Vector512.Create((byte)15);
        Vector512<short> low0 = default, high0 = default, low1 = default, high1 = default;
        for (int i = 0; i < components; i += 2 * NeighborBlock.RowComponents, codes += 2 * Row, pairs += 4 * Row)
        {
            Vector512<byte> four = Vector512.Load(codes);
            low0 += Avx512BW.MultiplyAddAdjacent(four & half, Vector512.Load(pairs));
            high0 += Avx512BW.MultiplyAddAdjacent((four.AsUInt16() >>> 4).AsByte() & half, Vector512.Load(pairs + Row));
            four = Vector512.Load(codes + Row);
            low1 += Avx512BW.MultiplyAddAdjacent(four & half, Vector512.Load(pairs + (2 * Row)));
            high1 += Avx512BW.MultiplyAddAdjacent((four.AsUInt16() >>> 4).AsByte() & half, Vector512.Load(pairs + (3 * Row)));
        }

        ((low0 + high0) + (low1 + high1)).Store(sums);
    }
}
