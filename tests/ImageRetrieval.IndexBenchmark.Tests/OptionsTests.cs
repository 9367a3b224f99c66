using ImageRetrieval.Fixtures;
using ImageRetrieval.IndexBenchmark.Data;

namespace ImageRetrieval.IndexBenchmark.Tests;

public sealed class OptionsTests
{
    [Fact]
    public void Options_are_read()
    {
        var options = BenchmarkOptions.Parse(["--count", "500", "--ef", "40,10,10", "--engines", "hnswlib, ours-float32", "--parts", "build"]);

        Assert.Equal(500, options.Count);
        Assert.Equal([10, 40], options.EfSearch);
        Assert.Equal(["hnswlib", "ours-float32"], options.Engines);
        Assert.Equal(["build"], options.Parts);
    }

    [Theory]
    [InlineData("'--count' needs a value", "--count")]
    [InlineData("no option '--nothing'", "--nothing", "1")]
    [InlineData("'--k 0': a whole number from 1 on", "--k", "0")]
    [InlineData("there is no 'annoy'; there are ours-float32", "--engines", "hnswlib,annoy")]
    [InlineData("there is no 'speed'; there are curve", "--parts", "speed")]
    public void A_wrong_option_names_itself_and_what_is_expected(string message, params string[] arguments) =>
        Assert.Contains(message, Assert.Throws<FormatException>(() => BenchmarkOptions.Parse(arguments)).Message, StringComparison.Ordinal);

    [Fact]
    public void Every_option_stands_in_the_usage()
    {
        foreach (string name in (string[])["--count", "--dimension", "--queries", "--k", "--seed", "--m", "--ef-construction", "--ef", "--rounds", "--build-rounds", "--raw", "--engines", "--parts", "--out", "--note"])
            Assert.Contains($"  {name} ", BenchmarkOptions.Usage, StringComparison.Ordinal);
    }

    [Fact]
    public void Features_need_a_folder_and_a_model()
    {
        using var folder = new TemporaryFolder();
        string model = folder.File("model.onnx");
        File.WriteAllBytes(model, [1]);

        Assert.Contains("'nowhere' is no folder", Failure("--out", "x", "--images", "nowhere"), StringComparison.Ordinal);
        Assert.Contains("--queries 10 must be fewer than --count 10", Failure("--out", "x", "--count", "10", "--queries", "10"), StringComparison.Ordinal);
        Assert.Contains("'nothing.onnx' does not exist", Failure("--out", "x", "--images", folder.Path, "--model", "nothing.onnx"), StringComparison.Ordinal);
        var options = FeatureOptions.Parse(["--images", folder.Path, "--model", model, "--seed", "5"]);
        Assert.Equal("features-model-21000-queries1000-seed5.f32", Path.GetFileName(options.OutFile));
    }

    private static string Failure(params string[] arguments) => Assert.Throws<FormatException>(() => FeatureOptions.Parse(arguments)).Message;
}
