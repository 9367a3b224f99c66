using System.Security.Cryptography;
using ImageRetrieval.Fixtures;
using ImageRetrieval.Vision.Decoding;
using ImageRetrieval.Vision.Embedding;
using ImageRetrieval.Vision.Models;

namespace ImageRetrieval.Vision.Tests;

/// <summary>Graphs that are large enough to be kept after their optimisation.</summary>
public sealed class OptimizedGraphsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly PixelImage _image = new ImageDecoder().Decode(TestImages.Random(7), Profiles.Tiny.Geometry);
    private readonly ModelEntry _entry;
    private readonly ModelFile _weights;

    public OptimizedGraphsTests()
    {
        var path = _folder.File("large.onnx");
        File.WriteAllBytes(path, Graphs.Large());
        _entry = new ModelEntry { Name = "large", File = path, FeatureTensor = "features", Dimension = 64, Preprocessing = Profiles.Tiny };
        _weights = new ModelFile(path, Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path))));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_second_load_uses_the_stored_graph_and_gives_the_same_embedding()
    {
        var first = Embed();
        var kept = Kept();
        var written = File.GetLastWriteTimeUtc(kept);

        Assert.Equal(first, Embed());
        Assert.Equal(written, File.GetLastWriteTimeUtc(Kept()));
        Assert.Equal([kept, kept + ".sha256"], Directory.GetFiles(Path.GetDirectoryName(kept)!).Order());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1000)]
    [InlineData(-1000)]
    public void A_damaged_one_is_never_used_but_created_again(int at)
    {
        var first = Embed();
        var bytes = File.ReadAllBytes(Kept());
        bytes[at < 0 ? bytes.Length + at : at] ^= 0x10;
        File.WriteAllBytes(Kept(), bytes);

        Assert.Equal(first, Embed());
        Assert.NotEqual(bytes, File.ReadAllBytes(Kept()));
    }

    [Fact]
    public void Without_its_digest_it_is_not_trusted()
    {
        var first = Embed();
        File.Delete(Kept() + ".sha256");
        Assert.Equal(first, Embed());
        Assert.True(File.Exists(Kept() + ".sha256"));
    }

    [Fact]
    public void Concurrent_writers_leave_one_file()
    {
        var embeddings = new float[6][];
        Parallel.For(0, embeddings.Length, i => embeddings[i] = Embed());
        Assert.All(embeddings, embedding => Assert.Equal(embeddings[0], embedding));
        Assert.Equal(embeddings[0], Embed());
        _ = Kept();
    }

    private float[] Embed()
    {
        using var model = EmbeddingModel.Load(_entry, _weights, _folder.Path, new InferenceSettings { ThreadsPerImage = 1 });
        return model.Embed(_image);
    }

    private string Kept() => Assert.Single(Directory.GetFiles(Path.Combine(_folder.Path, "optimized"), "*.onnx"));
}
