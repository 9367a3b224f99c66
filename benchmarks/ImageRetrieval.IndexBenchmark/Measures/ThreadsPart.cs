using ImageRetrieval.IndexBenchmark.Engines;
using ImageRetrieval.IndexBenchmark.Report;

namespace ImageRetrieval.IndexBenchmark.Measures;

/// <summary>What a second thread is worth, by the clock on the wall: for the engines of this process.</summary>
internal static class ThreadsPart
{
    private const int Threads = 2;
    private const int Ef = 100;

    public static void Run(Workbench bench, MarkdownReport report)
    {
        LocalEngine[] engines = [.. bench.LocalEngines.Where(engine => !engine.IsExact)];
        report.Section("Two threads", $"Wall time on {Environment.ProcessorCount} cores, efSearch {Ef}, medians: one thread's time by that of two. A dash: the engine builds on one thread.");
        report.Columns("engine", "QPS, 1 thread:", "QPS, 2 threads:", "search speed-up:", "build, 1 thread, s:", "build, 2 threads, s:", "build speed-up:");
        var one = Searches(bench, engines);
        foreach (LocalEngine engine in engines)
            WriteRow(bench, report, engine, one[engine]);
    }

    private static Dictionary<LocalEngine, (double One, double Two)> Searches(Workbench bench, LocalEngine[] engines)
    {
        int[] found = bench.Answers();
        var seconds = engines.ToDictionary(engine => engine, _ => (One: new List<double>(), Two: new List<double>()));

        // The first round warms up: buffers of the second thread, caches.
        for (int round = 0; round <= bench.Options.Rounds; round++)
        {
            foreach (LocalEngine engine in engines)
            {
                double one = bench.Built(engine).Search(Ef, found, threads: 1).WallSeconds;
                double two = engine.Search(Ef, found, Threads).WallSeconds;
                if (round == 0)
                    continue;
                seconds[engine].One.Add(one);
                seconds[engine].Two.Add(two);
            }
        }

        return seconds.ToDictionary(pair => pair.Key, pair => (Median.Of(pair.Value.One), Median.Of(pair.Value.Two)));
    }

    private static void WriteRow(Workbench bench, MarkdownReport report, LocalEngine engine, (double One, double Two) search)
    {
        (double One, double Two)? build = engine.BuildsWithThreads ? Builds(bench, engine) : null;
        report.Row(
            engine.Name,
            MarkdownReport.Number(bench.Set.Queries / search.One),
            MarkdownReport.Number(bench.Set.Queries / search.Two),
            MarkdownReport.Number(search.One / search.Two, 2),
            MarkdownReport.Number(build?.One, 2),
            MarkdownReport.Number(build?.Two, 2),
            MarkdownReport.Number(build?.One / build?.Two, 2));
    }

    private static (double One, double Two) Builds(Workbench bench, LocalEngine engine)
    {
        var one = new List<double>();
        var two = new List<double>();
        for (int round = 0; round < bench.Options.BuildRounds; round++)
        {
            bench.Log.WriteLine($"building {engine.Name} with 1 and {Threads} threads, round {round + 1} of {bench.Options.BuildRounds}");
            two.Add(engine.Build(Threads).WallSeconds);
            one.Add(engine.Build(threads: 1).WallSeconds);
        }

        return (Median.Of(one), Median.Of(two));
    }
}
