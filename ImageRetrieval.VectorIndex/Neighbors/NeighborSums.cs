using System.Runtime.CompilerServices;

namespace ImageRetrieval.VectorIndex;

/// <summary>For each node of a block the sum of its codes times the query's numbers: all kernels give the same 16-bit integers.</summary>
internal static unsafe class NeighborSums
{
    // Invariant here and in the kernels: codes are those of a block of as many components as the query, a multiple of eight;
    // sums has room for NeighborBlock.Nodes. No sum overflows: NeighborQuery limits its numbers.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Of(byte* codes, NeighborQuery query, short* sums)
    {
        if (Kernels.IsAvx512)
            NeighborSums512.Of(codes, query.Pairs, query.Components, sums);
        else if (Kernels.IsAvx2)
            NeighborSums256.Of(codes, query.Pairs, query.Components, sums);
        else if (Kernels.IsVector128)
            NeighborSums128.Of(codes, query.Numbers, query.Components, sums);
        else
            NeighborSumsScalar.Of(codes, query.Numbers, query.Components, sums);
    }
}
