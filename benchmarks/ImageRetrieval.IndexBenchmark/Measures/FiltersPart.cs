using ImageRetrieval.IndexBenchmark.Engines;
using ImageRetrieval.IndexBenchmark.Report;
using ImageRetrieval.VectorIndex;

namespace ImageRetrieval.IndexBenchmark.Measures;

/// <summary>Searches among a part of the rows.</summary>
internal static class FiltersPart
{
    private static readonly int[] s_efs = [64, 128];
    private static readonly double[] s_shares = [0.001, 0.01, 0.1, 0.3, 0.5, 0.9];

    public static void Run(Workbench bench, MarkdownReport report)
    {
        report.Section("Filters", $"8-bit codes; rows let through at random. CPU microseconds a query, medians.");
        report.Columns("share of the rows:", "efSearch:", $"recall@{bench.Options.K}:", "microseconds a query:");
        OwnIndex index = OwnIndex.Build(bench.Set, OwnIndex.EightBit(bench.Options));
        foreach (int ef in s_efs)
        {
            Write(bench, report, index, "all", ef, filter: null);
            foreach (double share in s_shares)
                Write(bench, report, index, $"{100 * share:0.#} %", ef, Random(bench.Set.Count, share, bench.Options.Seed));
        }
    }

    private static void Write(Workbench bench, MarkdownReport report, OwnIndex index, string share, int ef, NodeSet? filter)
    {
        bench.Log.WriteLine($"filter: {share}, efSearch {ef}");
        double recall = index.Recall(bench.Set, bench.Options.K, ef, filter);
        double[] seconds = [.. Enumerable.Range(0, bench.Options.Rounds).Select(_ => index.Seconds(bench.Set, bench.Options.K, ef, filter))];
        report.Row(share, MarkdownReport.Number(ef), MarkdownReport.Number(recall, 4), MarkdownReport.Number(1e6 * Median.Of(seconds) / bench.Set.Queries, 1));
    }

    private static NodeSet Random(int count, double share, int seed)
    {
        var random = new Random(seed);
        var filter = new NodeSet(count);
        for (int node = 0; node < count; node++)
        {
            if (random.NextDouble() < share)
                filter.Add(node);
        }

        return filter;
    }
}
