using ImageRetrieval.IndexBenchmark.Data;

namespace ImageRetrieval.IndexBenchmark.Tests;

internal static class Sets
{
    /// <summary>Seeded unit rows in all directions.</summary>
    public static VectorSet Random(int count, int queries, int dimension, int seed = 1)
    {
        var random = new Random(seed);
        var rows = new float[(count + queries) * dimension];
        for (int i = 0; i < rows.Length; i++)
            rows[i] = 2 * random.NextSingle() - 1;
        UnitRows.Normalize(rows, dimension);
        return new VectorSet(rows, dimension, queries, "random");
    }
}
