using System.Diagnostics;
using ImageRetrieval.VectorIndex;

namespace ImageRetrieval.IngestBenchmark;

/// <summary>Rows are added to a finished list, then taken away: the work follows the change.</summary>
internal static class ChangesPart
{
    internal static async Task RunAsync(Workbench bench)
    {
        await using var site = await PictureSite.StartAsync("photos");
        var (rows, changed) = (bench.Options.Rows, bench.Options.Changed);
        bench.Report.Table("Runs with --once", "list", "wall, s:", "downloads:", "embeddings:", "images of the snapshot:");
        var whole = await RunAsync(bench, site, "all", 0, rows);
        var same = await RunAsync(bench, site, "unchanged", 0, rows);
        var added = await RunAsync(bench, site, $"{changed} added", 0, rows + changed);
        var removed = await RunAsync(bench, site, $"{changed} taken away", changed, rows + changed);
        bench.Report.Line($"");
        bench.Judge($"downloads of an unchanged list: {same.Downloads}", same is { Downloads: 0, Embeddings: 0 });
        bench.Judge($"downloads of {changed} added rows: {added.Downloads}", added.Downloads == changed && added.Count == rows + changed);
        bench.Judge($"downloads after {changed} were taken away: {removed.Downloads}", removed.Downloads == 0 && removed.Count == rows);
        bench.Judge($"embeddings of {changed} added rows: {added.Embeddings}", added.Embeddings == changed);
        bench.Report.Line($"- {changed} added rows took {added.Wall - same.Wall:F1} s more than none, {(added.Wall - same.Wall) / Math.Max(0.001, whole.Wall - same.Wall) * 100:F1} % of the time of {rows}");
    }

    private static async Task<(double Wall, long Downloads, long Embeddings, int Count)> RunAsync(Workbench bench, PictureSite site, string name, int first, int end)
    {
        bench.WriteList(Enumerable.Range(first, end - first).Select(i => $"{site.Url(i)},{i}"));
        var clock = Stopwatch.StartNew();
        await using (var worker = bench.Start("data", "--once", "--Publish:MaxTimeShare=0"))
        {
            if (await worker.ExitAsync(TimeSpan.FromHours(2)) != 0)
                throw new InvalidOperationException($"The Worker failed over '{name}':\n{worker.Output}");
        }
        var wall = clock.Elapsed.TotalSeconds;
        var status = bench.Status("data");
        SnapshotFolder.TryFindLatest(bench.PathOf("data/snapshots/builtin"), out var path);
        using var snapshot = Snapshot.Open(path, verify: false);
        var result = (wall, status.GetProperty("downloadsThisRun").GetInt64(), status.GetProperty("embeddingsThisRun").GetInt64(), snapshot.Count);
        bench.Report.Line($"| {name} | {wall:F1} | {result.Item2} | {result.Item3} | {result.Count} |");
        return result;
    }
}
