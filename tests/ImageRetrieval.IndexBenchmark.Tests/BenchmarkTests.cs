using System.Xml.Linq;
using ImageRetrieval.Fixtures;
using ImageRetrieval.IndexBenchmark.Data;

namespace ImageRetrieval.IndexBenchmark.Tests;

public sealed class BenchmarkTests
{
    [Fact]
    public void A_small_run_writes_the_ratios_first_and_a_plot_beside_the_report()
    {
        using var folder = new TemporaryFolder();
        var set = Sets.Random(600, 30, 32);
        RawFile.Write(folder.File("rows.f32"), set.All);
        string[] arguments = ["--raw", folder.File("rows.f32"), "--dimension", "32", "--queries", "30", "--engines", "ours-float32,ours-scan,tensorprimitives", "--parts", "curve,build,threads,allocation,crossover", "--ef", "10,20,200", "--rounds", "1", "--build-rounds", "1", "--out", folder.File("report.md")];
        var output = new StringWriter();

        Benchmark.Run(arguments, output, TextWriter.Null);

        string report = File.ReadAllText(folder.File("report.md"));
        Assert.Equal(report, output.ToString());
        string[] headings = [.. report.Split('\n').Where(line => line.StartsWith("## ", StringComparison.Ordinal))];
        Assert.Equal("## At equal recall", headings[0]);
        Assert.Contains("## Build", headings);
        Assert.Contains("| tensorprimitives | 1.0000 |", report, StringComparison.Ordinal);
        Assert.Contains("--engines ours-float32,ours-scan,tensorprimitives", report, StringComparison.Ordinal);
        Assert.Equal("svg", XDocument.Load(folder.File("report.svg")).Root!.Name.LocalName);
    }
}
