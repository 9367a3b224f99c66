using ImageRetrieval.IndexBenchmark.Data;
using ImageRetrieval.IndexBenchmark.Engines;
using ImageRetrieval.IndexBenchmark.HardCases;
using ImageRetrieval.IndexBenchmark.Report;

namespace ImageRetrieval.IndexBenchmark.Measures;

/// <summary>Recall and speed on data that graphs suffer from, and on the set itself for comparison.</summary>
internal static class HardCasesPart
{
    private const int Ef = 100;

    private static readonly IHardCase[] s_cases = [new CopiesOfOneRow(), new ClustersOfOne()];

    public static void Run(Workbench bench, MarkdownReport report)
    {
        report.Section("Hard cases", $"efSearch {Ef}; the graphs of this process.");
        report.Columns("data", "engine", "build, CPU seconds:", $"recall@{bench.Options.K}:", "queries a CPU second:", "distance evaluations:");
        string[] engines = [.. bench.LocalEngines.Where(engine => !engine.IsExact).Select(engine => engine.Name)];
        WriteCase(bench, report, "as it is", bench.Set, engines);
        foreach (IHardCase hard in s_cases)
            WriteCase(bench, report, hard.Name, hard.Make(bench.Set, bench.Options.Seed), engines);
    }

    private static void WriteCase(Workbench bench, MarkdownReport report, string name, VectorSet set, IEnumerable<string> engines)
    {
        bench.Log.WriteLine($"hard case: {name}");
        using Workbench own = bench.Over(set, engines);
        double[] built = [.. own.LocalEngines.Select(engine => engine.Build().CpuSeconds)];
        double[] seconds = SearchSeconds.Medians(own, Ef);
        int[] found = own.Answers();
        foreach ((int i, LocalEngine engine) in own.LocalEngines.Index())
        {
            engine.Search(Ef, found);
            report.Row(
                name,
                engine.Name,
                MarkdownReport.Number(built[i], 2),
                MarkdownReport.Number(own.Truth.Recall(found), 4),
                MarkdownReport.Number(set.Queries / seconds[i]),
                MarkdownReport.Number(engine.Evaluations(Ef)));
        }
    }
}
