using System.Numerics.Tensors;
using ImageRetrieval.IndexBenchmark.Data;

namespace ImageRetrieval.IndexBenchmark.Engines;

/// <summary>Brute force as one writes it with the platform's own vector library.</summary>
internal sealed class TensorPrimitivesScan(string name, VectorSet set, BenchmarkOptions options) : LocalEngine(name, set, options)
{
    public override string Title => $"System.Numerics.Tensors {typeof(TensorPrimitives).Assembly.GetName().Version}, Dot over all rows";

    public override bool IsExact => true;

    public override int Search(ReadOnlySpan<float> query, int ef, Span<Hit> found)
    {
        int count = 0;
        for (int row = 0; row < Set.Count; row++)
            count = NearestHits.Insert(found, count, new Hit(row, 1 - TensorPrimitives.Dot(query, Set.Row(row))));
        return count;
    }

    public override void Dispose()
    {
    }

    // The rows of the set are the index.
    protected override void BuildIndex(int threads)
    {
    }
}
