using ImageRetrieval.IndexBenchmark.Data;
using ImageRetrieval.IndexBenchmark.Measures;
using ImageRetrieval.IndexBenchmark.Report;

namespace ImageRetrieval.IndexBenchmark;

/// <summary>Runs the parts that were asked for, one after the other, and writes the report.</summary>
internal static class Benchmark
{
    /// <param name="arguments">As they were given, for the report.</param>
    /// <param name="output">Receives the report.</param>
    /// <param name="log">Receives a line for each step.</param>
    /// <exception cref="FormatException">An option is wrong, or the file of rows does not have what is asked of it.</exception>
    public static void Run(string[] arguments, TextWriter output, TextWriter log)
    {
        BenchmarkOptions options = BenchmarkOptions.Parse(arguments);
        var report = new MarkdownReport();
        using (var bench = new Workbench(options, VectorSet.Create(options), log))
        {
            ReportHead.Write(bench, report, arguments);
            foreach (string part in options.Parts)
                PartList.Run(part, bench, report);
        }

        output.Write(report.Text);
        if (options.OutFile is { } file)
            File.WriteAllText(file, report.Text);
    }
}
