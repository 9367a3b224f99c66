namespace ImageRetrieval.IndexBenchmark.Measures;

/// <summary>Where a scan, dear in many rows, and a graph, dear in few, cost the same.</summary>
internal static class Crossover
{
    /// <summary>Rows at which the ratio passes 1, linear in the logarithms between two counts; null if it never does.</summary>
    /// <param name="costs">By ascending count: the scan's time over the graph's.</param>
    public static double? Find(IReadOnlyList<(int Count, double ScanOverGraph)> costs)
    {
        for (int i = 0; i + 1 < costs.Count; i++)
        {
            (double low, double high) = (Math.Log(costs[i].ScanOverGraph), Math.Log(costs[i + 1].ScanOverGraph));
            if (low > 0 || high < 0)
                continue;
            double share = high > low ? -low / (high - low) : 0;
            return Math.Exp(Math.Log(costs[i].Count) + share * (Math.Log(costs[i + 1].Count) - Math.Log(costs[i].Count)));
        }

        return null;
    }
}
