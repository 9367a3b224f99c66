using ImageRetrieval.IndexBenchmark.Engines;
using ImageRetrieval.IndexBenchmark.Report;

namespace ImageRetrieval.IndexBenchmark.Measures;

/// <summary>CPU time of the builds, on one thread, the engines in turn.</summary>
internal static class BuildPart
{
    public static void Run(Workbench bench, MarkdownReport report)
    {
        IEngine[] engines = [.. bench.Engines.Where(engine => !engine.IsExact)];
        var seconds = engines.ToDictionary(engine => engine.Name, _ => new List<double>());
        for (int round = 0; round < bench.Options.BuildRounds; round++)
        {
            foreach (IEngine engine in engines)
            {
                bench.Log.WriteLine($"building {engine.Name}, round {round + 1} of {bench.Options.BuildRounds}");
                seconds[engine.Name].Add(engine.Build().CpuSeconds);
            }
        }

        report.Section("Build", $"One thread; median of {bench.Options.BuildRounds} builds.");
        report.Columns("engine", "CPU seconds:", $"{EngineList.Reference} = 1:", "rows a CPU second:");
        double? reference = seconds.TryGetValue(EngineList.Reference, out List<double>? all) ? Median.Of(all) : null;
        foreach (IEngine engine in engines)
        {
            double taken = Median.Of(seconds[engine.Name]);
            report.Row(engine.Name, MarkdownReport.Number(taken, 2), MarkdownReport.Number(taken / reference, 2), MarkdownReport.Number(bench.Set.Count / taken));
        }
    }
}
