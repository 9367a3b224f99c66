using ImageRetrieval.VectorIndex;

namespace ImageRetrieval.IndexBenchmark;

/// <summary>Builds, asks everything exactly, then asks again for each efSearch.</summary>
internal static class Benchmark
{
    public static void Run(BenchmarkOptions options, TextWriter output)
    {
        VectorSet set = VectorSet.Create(options);
        var builder = new HnswBuilder(options.Dimension, options.Hnsw);
        for (int i = 0; i < set.Count; i++)
            builder.Add(set.Row(i));
        HnswGraph graph = null!;
        double buildSeconds = Cpu.Seconds(() => graph = builder.Build());
        Report.WriteSetting(output, options, set, buildSeconds);

        var truth = new Neighbor[set.Queries][];
        double exactSeconds = Cpu.Seconds(() =>
        {
            for (int q = 0; q < truth.Length; q++)
                truth[q] = ExactSearch.Search(graph, set.Query(q), options.K);
        });
        Report.WriteExact(output, set.Queries / exactSeconds);

        Report.WriteTableHead(output, options.K);
        foreach (int efSearch in options.EfSearch)
            Report.WriteRow(output, Measurement.Take(graph, set, truth, options.K, efSearch, options.Rounds));
    }
}
