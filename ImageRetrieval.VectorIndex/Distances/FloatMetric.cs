using System.Runtime.CompilerServices;

namespace ImageRetrieval.VectorIndex;

/// <summary>Exact distances, by the float32 vectors.</summary>
// Invariant: query has rows.Stride readable floats.
internal readonly unsafe struct FloatMetric(VectorRows rows, float* query) : IMetric
{
    // Measured: prefetching a row's first 8 lines hides most of the memory latency, and the processor prefetches the rest.
    private const int PrefetchedBytes = 512;

    public float Error => 0;

    [SkipLocalsInit]
    public void Measure(ReadOnlySpan<int> nodes, Span<float> distances)
    {
        float* dots = stackalloc float[4];
        int last = nodes.Length - 1;
        for (int i = 0; i <= last; i += 4)
        {
            // A remainder repeats its last row: it is in the cache by then, and one kernel is sufficient.
            FloatDot.Four(
                query,
                rows.Row(nodes[i]),
                rows.Row(nodes[Math.Min(i + 1, last)]),
                rows.Row(nodes[Math.Min(i + 2, last)]),
                rows.Row(nodes[Math.Min(i + 3, last)]),
                rows.Stride,
                dots);
            int taken = Math.Min(4, last - i + 1);
            for (int j = 0; j < taken; j++)
                distances[i + j] = CosineDistance.FromDot(dots[j]);
        }
    }

    public void Prefetch(int node) => CosineDistance.Prefetch(rows.Row(node), Math.Min(PrefetchedBytes, rows.Stride * sizeof(float)));
}
