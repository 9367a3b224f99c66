using System.Runtime.InteropServices;
using ImageRetrieval.IndexBenchmark;

namespace ImageRetrieval.VisionBenchmark;

/// <summary>Runs the requested parts one by one and writes the report.</summary>
internal static class Benchmark
{
    internal static void Run(BenchmarkOptions options, TextWriter output)
    {
        var report = new Report();
        WriteHead(options, report);
        using var bench = new Workbench(options, report);
        foreach (var part in options.Parts)
            PartOf(part)(bench);
        bench.WriteLeftOut();

        output.Write(report.Text);
        if (options.OutFile is { } file)
            File.WriteAllText(file, report.Text);
    }

    private static Action<Workbench> PartOf(string part) => part switch
    {
        "inference" => InferencePart.Run,
        "decode" => DecodePart.Run,
        "ingest" => IngestPart.Run,
        "allocation" => AllocationPart.Run,
        "peers" => PeersPart.Run,
        "parity" => ParityPart.Run,
        _ => SoakPart.Run,
    };

    private static void WriteHead(BenchmarkOptions options, Report report)
    {
        report.Line($"# Decoding and embedding");
        report.Line($"");
        report.Line($"- {DateTime.UtcNow:yyyy-MM-dd}; processor: {Cpu.Name()}, {Environment.ProcessorCount} cores; {RuntimeInformation.FrameworkDescription}");
        if (options.Note is { } note)
            report.Line($"- {note}");
        report.Line($"- Times are CPU milliseconds per image (user and system, of the whole process), one thread per image, alternating between the contenders image by image; median of {options.Rounds} rounds.");
        report.Line($"- ResNet50 and VGG16 are the architectures with seeded weights: they cost what trained ones cost.");
        report.Line($"- Pictures are drawn by the program and saved as JPEG of quality 85.");
    }
}
