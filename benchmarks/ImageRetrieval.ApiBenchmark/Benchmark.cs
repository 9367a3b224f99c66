using System.Runtime.InteropServices;
using ImageRetrieval.IndexBenchmark;
using ImageRetrieval.VisionBenchmark;

namespace ImageRetrieval.ApiBenchmark;

/// <summary>Runs the requested parts one by one and writes the report.</summary>
internal static class Benchmark
{
    internal static async Task RunAsync(BenchmarkOptions options, TextWriter output)
    {
        var report = new Report();
        report.Line($"# The Api");
        report.Line($"");
        report.Line($"- {DateTime.UtcNow:yyyy-MM-dd}; processor: {Cpu.Name()}, {Environment.ProcessorCount} cores; {RuntimeInformation.FrameworkDescription}");
        if (options.Note is { } note)
            report.Line($"- {note}");
        if (options.Parts.Any(part => part != "wire"))
            report.Line($"- The model is ResNet50's architecture with seeded weights, one thread an image; the picture a drawn JPEG of 1024x768.");
        foreach (var part in options.Parts)
        {
            if (part == "filters")
                FilterPart.Run(options, report);
            else if (part == "wire")
                WirePart.Run(options, report);
            else if (part == "soak")
                await SoakPart.RunAsync(options, report);
            else
                await RunWithApiAsync(part, options, report);
        }
        await output.WriteAsync(report.Text);
        if (options.OutFile is { } file)
            await File.WriteAllTextAsync(file, report.Text);
    }

    private static async Task RunWithApiAsync(string part, BenchmarkOptions options, Report report)
    {
        using var bench = new Workbench(options);
        await using var api = await ServiceProcess.ApiAsync(bench);
        await (part switch
        {
            "overhead" => OverheadPart.RunAsync(bench, api, report),
            "throughput" => ThroughputPart.RunAsync(bench, api, report),
            "fairness" => FairnessPart.RunAsync(bench, api, report),
            _ => SeedPart.RunAsync(bench, api, report),
        });
    }
}
