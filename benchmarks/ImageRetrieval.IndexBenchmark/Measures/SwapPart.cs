using System.Globalization;
using ImageRetrieval.IndexBenchmark.Data;
using ImageRetrieval.IndexBenchmark.Engines;
using ImageRetrieval.IndexBenchmark.Report;
using ImageRetrieval.VectorIndex;

namespace ImageRetrieval.IndexBenchmark.Measures;

/// <summary>Readers that search without a pause while the snapshot that they search in is swapped again and again.</summary>
internal static class SwapPart
{
    private const int Readers = 16;
    private const int Rows = 5000;
    private const int Ef = 64;

    private static readonly TimeSpan s_between = TimeSpan.FromMilliseconds(200);

    public static void Run(Workbench bench, MarkdownReport report)
    {
        string folder = ArtifactsFolder.PathOf($"swap-{Environment.ProcessId}");
        try
        {
            VectorSet set = bench.Set.Take(Math.Min(Rows, bench.Set.Count));
            OwnIndex.Publish(set, OwnIndex.EightBit(bench.Options), folder);
            SnapshotFolder.TryFindLatest(folder, out string path);
            Measure(bench, report, set, path);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Measure(Workbench bench, MarkdownReport report, VectorSet set, string path)
    {
        var run = new SwapRun(set, path, bench.Options.K, Ef);
        bench.Log.WriteLine($"swapping for {bench.Options.SwapSeconds} s");
        SwapResult result = run.For(TimeSpan.FromSeconds(bench.Options.SwapSeconds), s_between, Readers);
        report.Section(
            "Swapping under load",
            $"{Readers} readers, {set.Count} rows, efSearch {Ef}; a new snapshot is opened, verified and swapped in every {s_between.TotalMilliseconds:0} ms for {bench.Options.SwapSeconds} s; each answer is compared with the one of an undisturbed search.");
        report.Columns("swaps:", "answers:", "wrong:", "resident after a tenth, MiB:", "at the end, MiB:", "mapped files left:");
        report.Row([.. new double[] { result.Swaps, result.Answers, result.Wrong, result.EarlyMebibytes, result.LastMebibytes, result.MappedLeft }
            .Select(number => number.ToString("0", CultureInfo.InvariantCulture))]);
    }
}
