using ImageRetrieval.Fixtures;

namespace ImageRetrieval.Evaluation.Tests;

public sealed class EvaluationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_small_set_is_evaluated_with_the_built_in_model_and_unreadable_images_are_counted()
    {
        // Red pictures and blue pictures, each a little different.
        var list = "id,path,label\n";
        for (var i = 0; i < 12; i++)
        {
            var (shade, red) = ((byte)(180 + 5 * i), i % 2 == 0);
            File.WriteAllBytes(_folder.File($"{i}.png"), TestImages.Png(32, 32, (x, y) => red ? (shade, (byte)x, (byte)y) : ((byte)x, (byte)y, shade)));
            list += $"{i},{i}.png,{(red ? "red" : "blue")}\n";
        }
        File.WriteAllText(_folder.File("broken.png"), "no picture");
        await File.WriteAllTextAsync(_folder.File("list.csv"), list + "x,broken.png,red\ny,absent.png,red\n");

        var options = new EvaluationOptions(EvaluationOptions.Command.Parse(["--csv", _folder.File("list.csv"), "--data", _folder.File("data"), "--models", "builtin", "--out", _folder.File("out.md"), "--threads", "2"]));
        using var output = new StringWriter();
        await Evaluation.RunAsync(options, output, CancellationToken.None);

        var row = Assert.Single(output.ToString().Split('\n'), line => line.StartsWith("| list | builtin |", StringComparison.Ordinal));
        Assert.Contains("| 12 / 2 | 12 | 2 | 1.0000 |", row, StringComparison.Ordinal);
        Assert.Equal(output.ToString(), await File.ReadAllTextAsync(_folder.File("out.md")));
    }

    [Fact]
    public async Task A_set_without_a_readable_image_is_rejected()
    {
        await File.WriteAllTextAsync(_folder.File("list.csv"), "id,path,label\n1,a.png,x\n2,b.png,x\n");
        var options = new EvaluationOptions(EvaluationOptions.Command.Parse(["--csv", _folder.File("list.csv"), "--data", _folder.File("data")]));
        var error = await Assert.ThrowsAsync<EvaluationException>(() => Evaluation.RunAsync(options, TextWriter.Null, CancellationToken.None));
        Assert.Contains("--root", error.Message, StringComparison.Ordinal);
    }
}
