using System.Globalization;
using ImageRetrieval.IndexBenchmark.Data;
using ImageRetrieval.IndexBenchmark.Engines;
using ImageRetrieval.IndexBenchmark.Report;

namespace ImageRetrieval.IndexBenchmark.Measures;

/// <summary>What a process that does nothing but search keeps in memory.</summary>
internal static class MemoryPart
{
    private const double KilobytesPerMebibyte = 1024;

    public static void Run(Workbench bench, MarkdownReport report)
    {
        var measured = new Dictionary<string, ResidentMemory> { [MemoryChild.Nothing] = Measure(bench, MemoryChild.Nothing, _ => { }) };
        foreach (LocalEngine engine in bench.LocalEngines)
        {
            if (engine is ISavedEngine saved)
                measured[engine.Name] = Measure(bench, engine.Name, saved.Save);
        }

        double vectors = (double)bench.Set.Count * bench.Set.Dimension * sizeof(float) / 1024 / KilobytesPerMebibyte;
        report.Section("Memory while searching", $"MiB of a process of its own that opened the saved index and answered 2000 queries: resident, and of that anonymous and of mapped files. '{MemoryChild.Nothing}' is a .NET process that does nothing. The vectors alone are {vectors:F1} MiB as float32.");
        report.Columns("engine", "resident:", "anonymous:", "files:", $"{EngineList.Reference} = 1:", "less the process that does nothing:", $"{EngineList.Reference} = 1:");
        ResidentMemory? reference = measured.GetValueOrDefault(EngineList.Reference);
        foreach ((string engine, ResidentMemory memory) in measured)
            WriteRow(report, engine, memory, measured[MemoryChild.Nothing], reference);
    }

    private static void WriteRow(MarkdownReport report, string engine, ResidentMemory memory, ResidentMemory nothing, ResidentMemory? reference)
    {
        long own = memory.Total - nothing.Total;
        report.Row(
            engine,
            Mebibytes(memory.Total),
            Mebibytes(memory.Anonymous),
            Mebibytes(memory.File),
            MarkdownReport.Number((double)memory.Total / reference?.Total, 2),
            Mebibytes(own),
            MarkdownReport.Number((double)own / (reference?.Total - nothing.Total), 2));
    }

    private static string? Mebibytes(long kilobytes) => MarkdownReport.Number(kilobytes / KilobytesPerMebibyte, 1);

    private static ResidentMemory Measure(Workbench bench, string engine, Action<string> save)
    {
        bench.Log.WriteLine($"memory of {engine}");
        string folder = ArtifactsFolder.PathOf($"memory-{Environment.ProcessId}-{engine}");
        Directory.CreateDirectory(folder);
        try
        {
            save(folder);
            RawFile.Write(MemoryChild.QueriesIn(folder), bench.Set.All[(bench.Set.Count * bench.Set.Dimension)..]);
            return Ask(MemoryChild.Arguments(engine, folder, bench.Set.Dimension, bench.Options.K));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static ResidentMemory Ask(IReadOnlyList<string> arguments)
    {
        // `dotnet run` starts the program by its own name; `dotnet X.dll` does not.
        string program = Environment.ProcessPath!;
        bool byDotnet = Path.GetFileNameWithoutExtension(program) == "dotnet";
        var child = ToolProcess.Run(program, byDotnet ? [Environment.GetCommandLineArgs()[0], .. arguments] : arguments)
            ?? throw new InvalidOperationException($"'{program}' does not start.");
        if (child.ExitCode != 0)
            throw new InvalidOperationException($"'{string.Join(' ', arguments)}' ended with {child.ExitCode}: {child.Errors.Trim()}");
        long[] kilobytes = [.. child.Output.Trim().Split(' ').Select(number => long.Parse(number, CultureInfo.InvariantCulture))];
        return new ResidentMemory(kilobytes[0], kilobytes[1], kilobytes[2]);
    }
}
