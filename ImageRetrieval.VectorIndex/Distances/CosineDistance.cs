using System.Runtime.Intrinsics.X86;

namespace ImageRetrieval.VectorIndex;

/// <summary>Distances (1 - cosine, 0..2) between unit rows, many at a time.</summary>
internal static unsafe class CosineDistance
{
    // Measured: asking for the first 8 lines of the next four rows hides most of the memory's latency; 24 lines lose 25 %.
    private const int PrefetchedFloats = 128;
    private const int FloatsPerLine = 16;

    public static float Between(float* a, float* b, int paddedLength) => FromDot(DotProduct.One(a, b, paddedLength));

    /// <summary>Writes the distance of <paramref name="query"/> to each of <paramref name="nodes"/>, in their order.</summary>
    // Invariant: every node is within rows (the caller has checked), and distances is at least as long as nodes.
    public static void ToMany(in VectorRows rows, float* query, ReadOnlySpan<int> nodes, Span<float> distances)
    {
        float* dots = stackalloc float[4];
        int last = nodes.Length - 1;
        for (int i = 0; i <= last; i += 4)
        {
            for (int next = i + 4; next < i + 8 && next <= last; next++)
                Prefetch(rows.Row(nodes[next]), rows.Stride);

            // A remainder repeats its last row: that row is in the cache by then, and one path keeps sums identical.
            DotProduct.Four(
                query,
                rows.Row(nodes[i]),
                rows.Row(nodes[Math.Min(i + 1, last)]),
                rows.Row(nodes[Math.Min(i + 2, last)]),
                rows.Row(nodes[Math.Min(i + 3, last)]),
                rows.Stride,
                dots);
            int taken = Math.Min(4, last - i + 1);
            for (int j = 0; j < taken; j++)
                distances[i + j] = FromDot(dots[j]);
        }
    }

    // Rounding lets the product of two unit vectors pass 1 or -1 by an ulp or two. Candidate relies on a distance
    // that is never negative.
    public static float FromDot(float dot) => MathF.Min(2f, MathF.Max(0f, 1f - dot));

    private static void Prefetch(float* row, int stride)
    {
        if (!Sse.IsSupported)
            return;
        int end = Math.Min(stride, PrefetchedFloats);
        for (int i = 0; i < end; i += FloatsPerLine)
            Sse.Prefetch0(row + i);
    }
}
