using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using ImageRetrieval.IndexBenchmark.Engines;
using ImageRetrieval.IndexBenchmark.Measures;

namespace ImageRetrieval.IndexBenchmark.Report;

/// <summary>What a reader must know of the machine, the data and the program to judge the figures.</summary>
internal static class ReportHead
{
    public static void Write(Workbench bench, MarkdownReport report, IReadOnlyList<string> arguments)
    {
        BenchmarkOptions options = bench.Options;
        report.Line($"# Nearest neighbours, {bench.Set.Count} x {bench.Set.Dimension}");
        report.Line($"");
        report.Line($"- {DateTime.UtcNow:yyyy-MM-dd}; processor: {Cpu.Name()}, {Environment.ProcessorCount} cores, {VectorBits()}-bit vectors{(AvxVnni.IsSupported ? ", VNNI" : "")}; {RuntimeInformation.FrameworkDescription}; {ToolProcess.Version(HnswlibLibrary.Compiler) ?? "no g++"}");
        report.Line($"- Load average at the start: {LoadAverage()}");
        if (options.Note is { } note)
            report.Line($"- {note}");
        report.Line($"- Data: {bench.Set.Origin}; {bench.Set.Queries} held-out queries; k = {options.K}");
        report.Line($"- Graphs: M = {options.M}, efConstruction = {options.EfConstruction}, one thread");
        report.Line($"- Times are CPU time (user and system, of the whole process); the engines in turn, point by point; median of {options.Rounds} rounds. Recall is judged against brute force with TensorPrimitives.");
        foreach (IEngine engine in bench.Engines)
            report.Line($"- {engine.Name}: {engine.Title}");
        foreach (string missing in bench.Missing)
            report.Line($"- left out: {missing}");
        report.Line($"- Command: `dotnet run -c Release --project benchmarks/ImageRetrieval.IndexBenchmark{(arguments.Count > 0 ? " -- " + string.Join(' ', arguments.Select(Quoted)) : "")}`");
    }

    private static int VectorBits() => Vector512.IsHardwareAccelerated ? 512 : Vector<byte>.Count * 8;

    private static string LoadAverage()
    {
        const string Linux = "/proc/loadavg";
        return File.Exists(Linux) ? string.Join(' ', File.ReadAllText(Linux).Split(' ')[..3]) : "unknown";
    }

    private static string Quoted(string argument) => argument.Contains(' ', StringComparison.Ordinal) ? $"\"{argument}\"" : argument;
}
