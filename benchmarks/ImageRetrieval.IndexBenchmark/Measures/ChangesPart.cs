using ImageRetrieval.IndexBenchmark.Engines;
using ImageRetrieval.IndexBenchmark.Report;
using ImageRetrieval.VectorIndex;

namespace ImageRetrieval.IndexBenchmark.Measures;

/// <summary>Recall after changes to a frozen graph, beside a graph that was built at once.</summary>
internal static class ChangesPart
{
    private const int Ef = 64;

    private static readonly int[] s_removedPercents = [10, 24, 30];

    public static void Run(Workbench bench, MarkdownReport report)
    {
        report.Section("Changes after freezing", $"efSearch {Ef}, 8-bit codes. CPU seconds of the change alone.");
        report.Columns("change", "rows:", "CPU seconds:", $"recall@{bench.Options.K}:");
        HnswOptions options = OwnIndex.EightBit(bench.Options);
        int count = bench.Set.Count;
        OwnIndex built = null!;
        double seconds = Cost.Of(() => built = OwnIndex.Build(bench.Set, options)).CpuSeconds;
        Write(bench, report, "none: built at once", built, count, seconds);
        foreach (int percent in s_removedPercents)
            Change(bench, report, $"{percent} % removed", built, Some(count, percent, bench.Options.Seed), 0, 0, options);

        OwnIndex half = OwnIndex.Build(bench.Set.Take(count / 2), options);
        Change(bench, report, "the second half inserted", half, [], count / 2, count, options);
        OwnIndex most = OwnIndex.Build(bench.Set.Take(count - 100), options);
        Change(bench, report, "100 rows inserted", most, [], count - 100, count, options);
        Change(bench, report, "100 rows removed", built, Enumerable.Range(0, 100).Select(i => i * (count / 100)), 0, 0, options);
    }

    private static void Change(
        Workbench bench, MarkdownReport report, string name, OwnIndex from, IEnumerable<int> removed, int first, int end, HnswOptions options)
    {
        int[] gone = [.. removed];
        OwnIndex changed = null!;
        double seconds = Cost.Of(() => changed = from.Continue(bench.Set, gone, first, end, options)).CpuSeconds;
        Write(bench, report, name, changed, changed.Count, seconds);
    }

    private static void Write(Workbench bench, MarkdownReport report, string name, OwnIndex index, int count, double seconds)
    {
        bench.Log.WriteLine($"change: {name}");
        report.Row(name, MarkdownReport.Number(count), MarkdownReport.Number(seconds, 2), MarkdownReport.Number(index.Recall(bench.Set, bench.Options.K, Ef, filter: null), 4));
    }

    private static IEnumerable<int> Some(int count, int percent, int seed)
    {
        var random = new Random(seed);
        return Enumerable.Range(0, count).Where(_ => random.Next(100) < percent);
    }
}
