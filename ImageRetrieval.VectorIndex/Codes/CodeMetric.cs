using System.Runtime.CompilerServices;

namespace ImageRetrieval.VectorIndex;

/// <summary>Distances by the 8-bit codes: a quarter of the memory, an error of about 0.001.</summary>
// Invariant: query has rows.Stride readable bytes, zero beyond the dimension.
internal readonly unsafe struct CodeMetric(CodeRows rows, sbyte* query, CodeInfo queryInfo) : IMetric
{
    // Measured: at 1280 and 2048 components, prefetching whole rows gives 15 to 20 % more searches per second than their first 8 lines.
    private const int PrefetchedBytes = 2048;

    /// <summary>The query's codes, without bias.</summary>
    public sbyte* Query => query;

    public CodeInfo QueryInfo => queryInfo;

    // The rounding error is uniform, up to half a scale: for two unit vectors the errors add up to a standard deviation of
    // sqrt(2 / 12) scales, and this is three of them. The other row's scale is assumed to be similar to the query's.
    public float Error => 1.2f * queryInfo.Scale;

    [SkipLocalsInit]
    public void Measure(ReadOnlySpan<int> nodes, Span<float> distances)
    {
        int* dots = stackalloc int[4];
        int last = nodes.Length - 1;
        int bias = CodeRows.Bias * queryInfo.Sum;
        for (int i = 0; i <= last; i += 4)
        {
            CodeDot.Four(
                query,
                rows.Row(nodes[i]),
                rows.Row(nodes[Math.Min(i + 1, last)]),
                rows.Row(nodes[Math.Min(i + 2, last)]),
                rows.Row(nodes[Math.Min(i + 3, last)]),
                rows.Stride,
                dots);
            int taken = Math.Min(4, last - i + 1);
            for (int j = 0; j < taken; j++)
                distances[i + j] = CosineDistance.FromDot((dots[j] - bias) * (rows.Scale(nodes[i + j]) * queryInfo.Scale));
        }
    }

    public void Prefetch(int node)
    {
        CosineDistance.Prefetch(rows.Row(node), Math.Min(PrefetchedBytes, rows.Stride));
        if (rows.Infos is not null)
            CosineDistance.Prefetch(rows.Infos + node, 1);
    }
}
