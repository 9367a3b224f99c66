using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ImageRetrieval.VectorIndex;

/// <summary>Estimates of a query's distances to the nodes of a block.</summary>
internal static unsafe class NeighborDistances
{
    /// <summary>Writes the distances, never negative; returns the places of nodes that are nearer than a bound, one bit each.</summary>
    /// <param name="block">With as many components as the query.</param>
    /// <param name="query">The query.</param>
    /// <param name="bound">NaN for no bound.</param>
    /// <param name="distances">Has room for <see cref="NeighborBlock.Nodes"/>.</param>
    // In one order of operations without fused ones, so that estimates, and with them the answers, are the same on every processor.
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Measure(byte* block, NeighborQuery query, float bound, float* distances)
    {
        short* sums = stackalloc short[NeighborBlock.Nodes];
        NeighborSums.Of(NeighborBlock.Codes(block), query, sums);
        Vector512<short> sum = Vector512.Load(sums), offset = Vector512.Load(NeighborBlock.Offsets(block)), factor = Vector512.Load(NeighborBlock.Factors(block));
        Vector512<float> low = Distances(query, Vector512.WidenLower(sum), Vector512.WidenLower(offset), Vector512.WidenLower(factor));
        Vector512<float> high = Distances(query, Vector512.WidenUpper(sum), Vector512.WidenUpper(offset), Vector512.WidenUpper(factor));
        low.Store(distances);
        high.Store(distances + Vector512<float>.Count);
        int* ids = NeighborBlock.Ids(block);
        // Not "nearer": every comparison with NaN is false.
        return Nearer(low, bound, ids) | (Nearer(high, bound, ids + Vector512<float>.Count) << Vector512<float>.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Distances(NeighborQuery query, Vector512<int> sum, Vector512<int> offset, Vector512<int> factor)
    {
        Vector512<float> unbiased = Vector512.ConvertToSingle(sum) - Vector512.Create(query.Bias);
        Vector512<float> scale = Vector512.ConvertToSingle(factor) * query.Scale;
        Vector512<float> along = Vector512.ConvertToSingle(offset) * (1 / NodeCodes.OffsetUnits);
        return Vector512.MaxNative((Vector512.Create(query.Base) - along) - (unbiased * scale), Vector512<float>.Zero);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Nearer(Vector512<float> distances, float bound, int* ids)
    {
        ulong far = Vector512.GreaterThanOrEqual(distances, Vector512.Create(bound)).ExtractMostSignificantBits();
        ulong free = Vector512.Load(ids).ExtractMostSignificantBits();
        return (uint)(~(far | free) & 0xFFFF);
    }
}
