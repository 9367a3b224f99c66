using ImageRetrieval.IndexBenchmark.Engines;
using ImageRetrieval.IndexBenchmark.Report;

namespace ImageRetrieval.IndexBenchmark.Measures;

/// <summary>Up to how many rows this project's scan is the faster way.</summary>
internal static class CrossoverPart
{
    private const int Ef = 128;

    private static readonly int[] s_counts = [500, 1000, 2000, 4000, 8000, 16_000, 32_000];

    public static void Run(Workbench bench, MarkdownReport report)
    {
        string[] graphs = [.. bench.LocalEngines.OfType<OwnHnsw>().Select(engine => engine.Name)];
        string? scan = bench.LocalEngines.OfType<OwnScan>().FirstOrDefault()?.Name;
        report.Section("Where the scan ends to be cheaper", $"CPU microseconds a query; k = {bench.Options.K}, efSearch {Ef}.");
        if (graphs.Length == 0 || scan is null)
        {
            report.Line($"");
            report.Line($"Not measured: it takes one of this project's graphs and its scan.");
            return;
        }

        report.Columns(["rows:", $"{scan}:", .. graphs.Select(graph => $"{graph}:")]);
        var ratios = graphs.ToDictionary(graph => graph, _ => new List<(int, double)>());
        foreach (int count in s_counts.Where(count => count <= bench.Set.Count))
            WriteRow(bench, report, count, [scan, .. graphs], ratios);
        report.Line($"");
        foreach (string graph in graphs)
            report.Line($"- {scan} and {graph} cost the same at {MarkdownReport.Number(Crossover.Find(ratios[graph])) ?? "no count between these"} rows.");
    }

    private static void WriteRow(Workbench bench, MarkdownReport report, int count, string[] engines, Dictionary<string, List<(int, double)>> ratios)
    {
        bench.Log.WriteLine($"scan and graph over {count} rows");
        using Workbench own = bench.Over(bench.Set.Take(count), engines);
        foreach (IEngine engine in own.Engines)
            own.Built(engine);
        double[] medians = SearchSeconds.Medians(own, Ef);
        var seconds = own.Engines.Zip(medians).ToDictionary(pair => pair.First.Name, pair => pair.Second);
        foreach (string graph in ratios.Keys)
            ratios[graph].Add((count, seconds[engines[0]] / seconds[graph]));
        report.Row([MarkdownReport.Number(count), .. engines.Select(engine => MarkdownReport.Number(1e6 * seconds[engine] / bench.Set.Queries, 1))]);
    }
}
