using ImageRetrieval.IndexBenchmark.Data;
using ImageRetrieval.IndexBenchmark.Engines;
using ImageRetrieval.IndexBenchmark.Report;
using ImageRetrieval.VectorIndex;

namespace ImageRetrieval.IndexBenchmark.Measures;

/// <summary>What the ranking by context costs: bytes, publication, and time of a query.</summary>
internal static class ContextPart
{
    private const int Ef = 128;
    private const int AddedShare = 100;

    public static void Run(Workbench bench, MarkdownReport report)
    {
        string folder = ArtifactsFolder.PathOf($"context-{Environment.ProcessId}");
        try
        {
            Publish(bench, report, folder);
            Query(bench, report, folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Publish(Workbench bench, MarkdownReport report, string folder)
    {
        int most = bench.Set.Count, first = most - (most / AddedShare);
        var seconds = new Dictionary<(bool Context, bool Added), List<double>>();
        for (int round = 0; round < bench.Options.BuildRounds; round++)
        {
            foreach (bool context in (bool[])[false, true])
            {
                bench.Log.WriteLine($"context: publication {round + 1}, {(context ? "with" : "without")}");
                string path = Path.Combine(folder, context ? "with" : "without");
                Add((context, false), Cost.Of(() => PublishFirst(bench, path, first, context)).CpuSeconds);
                Add((context, true), Cost.Of(() => PublishMore(bench, path, first, most, context)).CpuSeconds);
            }
        }

        SnapshotFolder.TryFindLatest(Path.Combine(folder, "with"), out string latest);
        double bytes = new FileInfo(Path.Combine(latest, "context")).Length / (double)most;
        report.Section("Ranking by context: publication", $"{first} rows from nothing, then 1 % more on top; CPU seconds, median of {bench.Options.BuildRounds}. The stored context takes {bytes:0.0} bytes a picture.");
        report.Columns("publication", "without, s:", "with, s:", "with / without:");
        Row("from nothing", added: false);
        Row("1 % more", added: true);

        void Add((bool, bool) key, double value)
        {
            if (!seconds.TryGetValue(key, out List<double>? values))
                seconds[key] = values = [];
            values.Add(value);
        }

        void Row(string name, bool added)
        {
            double without = Median.Of(seconds[(false, added)]), with = Median.Of(seconds[(true, added)]);
            report.Row(name, MarkdownReport.Number(without, 2), MarkdownReport.Number(with, 2), MarkdownReport.Number(with / without, 3));
        }
    }

    private static void PublishFirst(Workbench bench, string path, int rows, bool context)
    {
        using var builder = new SnapshotBuilder("benchmark", bench.Set.Dimension, OwnIndex.EightBit(bench.Options)) { StoresContext = context };
        AddRows(builder, bench.Set, 0, rows);
        builder.Publish(path, keepPrevious: 0);
    }

    private static void PublishMore(Workbench bench, string path, int first, int end, bool context)
    {
        SnapshotFolder.TryFindLatest(path, out string latest);
        using Snapshot snapshot = Snapshot.Open(latest, verify: false);
        using SnapshotBuilder builder = SnapshotBuilder.Continue(snapshot, OwnIndex.EightBit(bench.Options));
        builder.StoresContext = context;
        AddRows(builder, bench.Set, first, end);
        builder.Publish(path, keepPrevious: 0);
    }

    private static void AddRows(SnapshotBuilder builder, VectorSet set, int first, int end)
    {
        for (int row = first; row < end; row++)
            builder.Add(new SnapshotItem($"{row}", new Dictionary<string, string>()), set.Row(row));
    }

    private static void Query(Workbench bench, MarkdownReport report, string folder)
    {
        SnapshotFolder.TryFindLatest(Path.Combine(folder, "with"), out string latest);
        using Snapshot snapshot = Snapshot.Open(latest);
        VectorSet set = bench.Set;
        var milliseconds = new List<double>[3];
        for (int i = 0; i < milliseconds.Length; i++)
            milliseconds[i] = [];
        // The first round warms up.
        for (int round = 0; round <= bench.Options.Rounds; round++)
        {
            double[] taken =
            [
                Each(query => snapshot.Search(set.Query(query), bench.Options.K, Ef)),
                Each(query => snapshot.Search(set.Query(query), Snapshot.RankedCount, Snapshot.RankedCount)),
                Each(query => snapshot.SearchInContext(set.Query(query), bench.Options.K, Ef)),
            ];
            for (int i = 0; i < taken.Length && round > 0; i++)
                milliseconds[i].Add(taken[i]);
        }

        double[] medians = [.. milliseconds.Select(values => Median.Of(values))];
        report.Section("Ranking by context: a query", $"CPU milliseconds of one thread a query, {set.Queries} held-out queries, median of {bench.Options.Rounds}, in turn.");
        report.Columns("search", "ms:", "more than by cosine, ms:");
        report.Row($"by cosine, efSearch {Ef}", MarkdownReport.Number(medians[0], 3), "");
        report.Row($"by cosine, the {Snapshot.RankedCount} that are ranked", MarkdownReport.Number(medians[1], 3), MarkdownReport.Number(medians[1] - medians[0], 3));
        report.Row("by context", MarkdownReport.Number(medians[2], 3), MarkdownReport.Number(medians[2] - medians[0], 3));

        double Each(Action<int> search) => 1000 * Cpu.Seconds(() =>
        {
            for (int query = 0; query < set.Queries; query++)
                search(query);
        }) / set.Queries;
    }
}
