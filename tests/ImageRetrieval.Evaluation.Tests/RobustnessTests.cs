using System.Xml.Linq;
using ImageRetrieval.Evaluation.Edits;
using ImageRetrieval.Evaluation.Robustness;
using ImageRetrieval.Fixtures;

namespace ImageRetrieval.Evaluation.Tests;

public sealed class RobustnessTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_folder_of_pictures_without_labels_is_reported_on_with_a_chart()
    {
        Directory.CreateDirectory(_folder.File("images"));
        for (var i = 0; i < 12; i++)
            await File.WriteAllBytesAsync(_folder.File($"images/{i}.png"), TestImages.Random(i, 96, 64));
        File.Copy(_folder.File("images/0.png"), _folder.File("images/copy.png"));
        await File.WriteAllTextAsync(_folder.File("images/broken.jpg"), "no picture");

        // The data folder of the product: its images are taken.
        var options = Options("--data", _folder.Path, "--models", "builtin", "--pictures", "6", "--out", _folder.File("report.md"), "--threads", "2");
        using var output = new StringWriter();
        await RobustnessReport.RunAsync(options, output, CancellationToken.None);
        var report = output.ToString();

        Assert.Equal(report, await File.ReadAllTextAsync(_folder.File("report.md")));
        Assert.Contains("14 files with a picture's name; 12 different pictures at random are the collection, and 6 of them were edited", report, StringComparison.Ordinal);
        Assert.Contains("Unreadable files: 1. Files left out as exact copies of others: 1.", report, StringComparison.Ordinal);
        Assert.Contains("![", report, StringComparison.Ordinal);
        Assert.Contains("(report.svg)", report, StringComparison.Ordinal);
        Assert.Contains("| q30 | JPEG of quality 30 | 1.000 / 1.000 / 1.000 |", report, StringComparison.Ordinal);
        foreach (var edit in AllEdits.List)
            Assert.Contains($"| {edit.Name} | {edit.Description} | ", report, StringComparison.Ordinal);

        var chart = XDocument.Load(_folder.File("report.svg"));
        Assert.Equal("svg", chart.Root!.Name.LocalName);
        // A mark for each edit and one in the legend.
        Assert.Equal(AllEdits.List.Count + 1, chart.Descendants().Count(element => element.Name.LocalName == "path"));
    }

    [Fact]
    public async Task A_folder_without_pictures_is_named()
    {
        var error = await Assert.ThrowsAsync<EvaluationException>(() => RobustnessReport.RunAsync(Options("--source", _folder.Path), TextWriter.Null, CancellationToken.None));
        Assert.Contains("holds no file with the name of a picture", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Pictures_must_be_named() =>
        Assert.Contains(Commands.Root.Parse(["robustness"]).Errors, error => error.Message.Contains("--source FOLDER", StringComparison.Ordinal));

    private static RobustnessOptions Options(params string[] arguments)
    {
        var line = Commands.Root.Parse(["robustness", .. arguments]);
        Assert.Empty(line.Errors);
        return new RobustnessOptions(line);
    }
}
