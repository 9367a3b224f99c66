using ImageRetrieval.IndexBenchmark.Engines;
using ImageRetrieval.IndexBenchmark.Report;
using ImageRetrieval.VectorIndex;

namespace ImageRetrieval.IndexBenchmark.Measures;

/// <summary>What it is worth to give all queries at once, so that they can be answered in an order that suits the caches.</summary>
internal static class BatchPart
{
    private static readonly int[] s_efs = [20, 45, 100];

    public static void Run(Workbench bench, MarkdownReport report)
    {
        report.Section("Many queries at once", $"{bench.Set.Queries} queries, one thread, CPU time, medians: one after the other as they come, and with SearchBatch.");
        report.Columns("index", "efSearch:", "QPS, one by one:", "QPS, at once:", "speed-up:");
        foreach ((string name, HnswOptions options) in ((string, HnswOptions)[])[("float32", OwnIndex.Float32(bench.Options)), ("8-bit", OwnIndex.EightBit(bench.Options))])
        {
            bench.Log.WriteLine($"many queries at once, {name}");
            using OwnIndex index = OwnIndex.Build(bench.Set, options);
            foreach (int ef in s_efs)
                WriteRow(bench, report, index, name, ef);
        }
    }

    private static void WriteRow(Workbench bench, MarkdownReport report, OwnIndex index, string name, int ef)
    {
        index.BatchSeconds(bench.Set, bench.Options.K, ef);
        var rounds = Enumerable.Range(0, bench.Options.Rounds).Select(_ => index.BatchSeconds(bench.Set, bench.Options.K, ef)).ToList();
        double one = Median.Of([.. rounds.Select(round => round.One)]), atOnce = Median.Of([.. rounds.Select(round => round.AtOnce)]);
        report.Row(name, MarkdownReport.Number(ef), MarkdownReport.Number(bench.Set.Queries / one), MarkdownReport.Number(bench.Set.Queries / atOnce), MarkdownReport.Number(one / atOnce, 2));
    }
}
