using ImageRetrieval.IndexBenchmark.Engines;

namespace ImageRetrieval.IndexBenchmark.Measures;

/// <summary>CPU time of all queries at one efSearch.</summary>
internal static class SearchSeconds
{
    /// <summary>One median for each engine of the bench, built before; measured in turn after a round that warms up.</summary>
    public static double[] Medians(Workbench bench, int ef)
    {
        int[] found = bench.Answers();
        List<double>[] seconds = [.. bench.Engines.Select(_ => new List<double>())];
        for (int round = 0; round <= bench.Options.Rounds; round++)
        {
            foreach ((int i, IEngine engine) in bench.Engines.Index())
            {
                double taken = engine.Search(ef, found).CpuSeconds;
                if (round > 0)
                    seconds[i].Add(taken);
            }
        }

        return [.. seconds.Select(Median.Of)];
    }
}
