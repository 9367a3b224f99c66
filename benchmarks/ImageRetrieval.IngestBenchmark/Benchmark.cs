using System.Runtime.InteropServices;
using ImageRetrieval.IndexBenchmark;

namespace ImageRetrieval.IngestBenchmark;

/// <summary>Runs the part that was asked for and writes the report.</summary>
internal static class Benchmark
{
    internal static async Task<int> RunAsync(BenchmarkOptions options, TextWriter output)
    {
        if (options.Part == "serve")
            return await PictureSite.ServeAsync(options.Pictures);

        using var bench = new Workbench(options);
        WriteHead(options, bench);
        await (options.Part switch
        {
            "faults" => FaultsPart.RunAsync(bench),
            "kills" => KillsPart.RunAsync(bench),
            "overlap" => OverlapPart.RunAsync(bench),
            "steps" => StepsPart.RunAsync(bench),
            "throughput" => ThroughputPart.RunAsync(bench),
            "changes" => ChangesPart.RunAsync(bench),
            _ => MillionPart.RunAsync(bench),
        });
        output.Write(bench.Report.Text);
        if (options.OutFile is { } file)
            await File.WriteAllTextAsync(file, bench.Report.Text);
        return bench.Missed ? 1 : 0;
    }

    private static void WriteHead(BenchmarkOptions options, Workbench bench)
    {
        bench.Report.Line($"# Ingest: {options.Part}");
        bench.Report.Line($"");
        bench.Report.Line($"- {DateTime.UtcNow:yyyy-MM-dd}; processor: {Cpu.Name()}, {Environment.ProcessorCount} cores; {RuntimeInformation.FrameworkDescription}");
        if (options.Note is { } note)
            bench.Report.Line($"- {note}");
        bench.Report.Line($"- {options.Rows} rows, models: {options.Models}; the server is a process of its own on the same machine.");
    }
}
