using ImageRetrieval.BuiltinModel;
using ImageRetrieval.Fixtures;
using ImageRetrieval.Vision.Decoding;
using ImageRetrieval.Vision.Embedding;

namespace ImageRetrieval.Vision.Tests;

public sealed class BuiltinModelTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly HttpClient _http = new();
    private readonly EmbeddingModel _model;

    public BuiltinModelTests()
    {
        var options = new VisionOptions { Models = "builtin", ThreadsPerImage = 1 };
        _model = options.CreateLoader(_folder.Path, _http).LoadAsync("builtin").GetAwaiter().GetResult();
    }

    public void Dispose()
    {
        _model.Dispose();
        _http.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void The_file_that_is_checked_in_is_what_the_program_writes()
    {
        var file = File.ReadAllBytes(Path.Combine(SharedData.RepositoryRoot, "ImageRetrieval.Vision", "builtin.onnx"));
        Assert.True(file.AsSpan().SequenceEqual(BuiltinGraph.Write()),
            "ImageRetrieval.Vision/builtin.onnx is not what ImageRetrieval.BuiltinModel writes: run `dotnet run --project ImageRetrieval.BuiltinModel` from the repository's root.");
    }

    [Fact]
    public void It_embeds_a_picture_as_a_finite_unit_vector()
    {
        var embedding = Embed(TestImages.Random(3));
        Assert.Equal(BuiltinGraph.Dimension, embedding.Length);
        Assert.Equal(1, Vectors.Dot(embedding, embedding), 1e-5);
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(255, 255, 255)]
    [InlineData(128, 128, 128)]
    [InlineData(255, 0, 0)]
    public void Even_a_picture_of_one_colour_has_an_embedding(byte r, byte g, byte b)
    {
        var embedding = Embed(TestImages.Png(20, 30, (_, _) => (r, g, b)));
        Assert.All(embedding, value => Assert.True(float.IsFinite(value)));
        Assert.Equal(1, Vectors.Dot(embedding, embedding), 1e-5);
    }

    [Fact]
    public void A_mirrored_picture_has_the_same_embedding()
    {
        // Of the model's own size, so that no resampling blurs the comparison.
        var side = _model.Preprocessing.Crop;
        byte Shade(int x, int y) => (byte)(x * x / 80 + 40 * ((x / 9 + y / 5) % 3));
        var picture = Embed(TestImages.Png(side, side, (x, y) => (Shade(x, y), (byte)x, (byte)y)));
        var mirrored = Embed(TestImages.Png(side, side, (x, y) => (Shade(side - 1 - x, y), (byte)(side - 1 - x), (byte)y)));
        Assert.Equal(1, Vectors.Dot(picture, mirrored), 1e-4);
    }

    [Fact]
    public void A_darker_copy_is_nearer_than_another_picture()
    {
        var picture = Embed(Drawn(1));
        Assert.True(Vectors.Dot(picture, Embed(Drawn(0.85))) > Vectors.Dot(picture, Embed(TestImages.Random(5))));
    }

    private static byte[] Drawn(double light) => TestImages.Png(96, 64, (x, y) =>
        ((byte)(light * (x > 30 && x < 60 ? 220 : 60)), (byte)(light * (y > 20 ? 180 : 30)), (byte)(light * (x + y))));

    private float[] Embed(byte[] encoded) => _model.Embed(new ImageDecoder().Decode(encoded, _model.Preprocessing.Geometry));
}
