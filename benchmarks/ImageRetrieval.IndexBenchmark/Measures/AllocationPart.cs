using ImageRetrieval.IndexBenchmark.Engines;
using ImageRetrieval.IndexBenchmark.Report;

namespace ImageRetrieval.IndexBenchmark.Measures;

/// <summary>Managed bytes that a search leaves to the collector.</summary>
internal static class AllocationPart
{
    private const int Ef = 100;

    public static void Run(Workbench bench, MarkdownReport report)
    {
        report.Section("Allocation", $"Managed bytes a search on the calling thread, after a warm-up; k = {bench.Options.K}, efSearch {Ef}.");
        report.Columns("engine", "bytes a search:");
        foreach (LocalEngine engine in bench.LocalEngines)
            report.Row(engine.Name, MarkdownReport.Number(BytesPerSearch(bench, bench.Built(engine)), 1));
    }

    private static double BytesPerSearch(Workbench bench, LocalEngine engine)
    {
        var found = new Hit[bench.Options.K];
        engine.Prepare(Ef);
        AskAll(bench, engine, found);
        long before = GC.GetAllocatedBytesForCurrentThread();
        AskAll(bench, engine, found);
        return (double)(GC.GetAllocatedBytesForCurrentThread() - before) / bench.Set.Queries;
    }

    private static void AskAll(Workbench bench, LocalEngine engine, Span<Hit> found)
    {
        for (int query = 0; query < bench.Set.Queries; query++)
            engine.Search(bench.Set.Query(query), Ef, found);
    }
}
