using ImageRetrieval.Evaluation.Robustness;
using ImageRetrieval.Fixtures;

namespace ImageRetrieval.Evaluation.Tests;

public sealed class PictureFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_requested_number_of_pictures_is_chosen_the_same_for_equal_seeds()
    {
        Directory.CreateDirectory(_folder.File("deep/er"));
        for (var i = 0; i < 50; i++)
            File.WriteAllText(_folder.File(i % 2 == 0 ? $"{i}.JPG" : $"deep/er/{i}.webp"), "");
        File.WriteAllText(_folder.File("notes.txt"), "");

        var chosen = Choose(10, seed: 1);
        Assert.Equal((10, 50L), (chosen.Chosen.Count, chosen.Found));
        Assert.Equal(chosen.Chosen, Choose(10, seed: 1).Chosen);
        Assert.NotEqual(chosen.Chosen, Choose(10, seed: 2).Chosen);
        // More of them begin with the same ones.
        Assert.Equal(chosen.Chosen, Choose(20, seed: 1).Chosen.Take(10));
        Assert.Equal(50, Choose(1000, seed: 1).Chosen.Distinct().Count());
    }

    [Fact]
    public void A_folder_that_is_absent_is_named() =>
        Assert.Contains("absent", Assert.Throws<EvaluationException>(() => PictureFolder.Choose(_folder.File("absent"), 10, 1, CancellationToken.None)).Message, StringComparison.Ordinal);

    private PictureFolder Choose(int most, int seed) => PictureFolder.Choose(_folder.Path, most, seed, CancellationToken.None);
}
