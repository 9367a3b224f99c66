using System.Runtime.InteropServices;
using ImageRetrieval.IndexBenchmark;
using ImageRetrieval.VisionBenchmark;

namespace ImageRetrieval.IngestBenchmark;

/// <summary>Runs the requested part and writes the report.</summary>
internal static class Benchmark
{
    internal static async Task<int> RunAsync(BenchmarkOptions options, TextWriter output)
    {
        if (options.Parts is ["serve"])
            return await PictureSite.ServeAsync(options.Pictures);

        var (text, missed) = (Head(options), false);
        foreach (var part in options.Parts)
        {
            using var bench = new Workbench(options.For(part));
            bench.Report.Line($"");
            bench.Report.Line($"# {char.ToUpperInvariant(part[0])}{part[1..]}");
            bench.Report.Line($"");
            bench.Report.Line($"- {bench.Options.Rows} rows, models: {options.Models}");
            await RunAsync(part, bench);
            text += bench.Report.Text;
            missed |= bench.Missed;
        }
        output.Write(text);
        if (options.OutFile is { } file)
            await File.WriteAllTextAsync(file, text);
        return missed ? 1 : 0;
    }

    private static Task RunAsync(string part, Workbench bench) => part switch
    {
        "faults" => FaultsPart.RunAsync(bench),
        "kills" => KillsPart.RunAsync(bench),
        "overlap" => OverlapPart.RunAsync(bench),
        "steps" => StepsPart.RunAsync(bench),
        "throughput" => ThroughputPart.RunAsync(bench),
        "changes" => ChangesPart.RunAsync(bench),
        "duplicates" => DuplicatesPart.RunAsync(bench),
        _ => MillionPart.RunAsync(bench),
    };

    private static string Head(BenchmarkOptions options)
    {
        var report = new Report();
        report.Line($"- {DateTime.UtcNow:yyyy-MM-dd}; processor: {Cpu.Name()}, {Environment.ProcessorCount} cores; {RuntimeInformation.FrameworkDescription}");
        report.Line($"- `{string.Join(' ', Environment.GetCommandLineArgs().Skip(1).TakeWhile(argument => argument != "--out"))}`; the server is a separate process on the same machine.");
        if (options.Note is { } note)
            report.Line($"- {note}");
        return report.Text;
    }
}
