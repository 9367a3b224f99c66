using System.Security.Cryptography;
using ImageRetrieval.Fixtures;
using ImageRetrieval.Vision.Decoding;
using ImageRetrieval.Vision.Embedding;
using ImageRetrieval.Vision.Models;
using ImageRetrieval.Vision.OnnxFormat;

namespace ImageRetrieval.Vision.Tests;

/// <summary>What is found by structure, what pooling makes of it, and the map beside the embedding.</summary>
public sealed class FeatureMapTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly PixelImage _image = new ImageDecoder().Decode(TestImages.Random(7), Profiles.Tiny.Geometry);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_map_and_the_input_of_the_classifier_are_found_by_structure()
    {
        Assert.Equal(new FeatureTap("hidden"), Find(Graphs.TwoLayers(), "auto"));
        Assert.Equal(new FeatureTap("map"), Find(Graphs.TwoLayers(), "auto:map"));
        Assert.Equal(new FeatureTap("features"), Find(Graphs.Classifier(), "auto"));
        Assert.StartsWith("relu", Find(Graphs.Classifier(), "auto:map").Tensor, StringComparison.Ordinal);
        Assert.StartsWith("relu", Find(Graphs.Features(), "auto:map").Tensor, StringComparison.Ordinal);
        Assert.Equal("flat", Find(Graphs.Quantised(), "auto") is { Scale: not null } quantised ? quantised.Tensor : "without a scale");
        Assert.Contains("'auto:map' finds none", Assert.Throws<InvalidDataException>(() => Find(Graphs.Tokens(), "auto:map")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_mean_of_the_maps_cells_is_the_embedding()
    {
        using var model = Load(Graphs.Classifier(), "auto", 4, "auto:map");
        var (embedding, map) = model.EmbedWithMap(_image)!;

        Assert.Equal((6, 6, 4), (map.Rows, map.Columns, map.Channels));
        AssertClose(model.Embed(_image), embedding);
        AssertClose(embedding, MeanOfCells(map));
    }

    [Fact]
    public void A_cosine_is_the_sum_of_what_the_cells_add_to_it()
    {
        using var model = Load(Graphs.Classifier(), "auto", 4, "auto:map");
        var query = model.Embed(new ImageDecoder().Decode(TestImages.Random(8), Profiles.Tiny.Geometry));
        var (embedding, map) = model.EmbedWithMap(_image)!;

        var sum = 0.0;
        var squares = new double[4];
        for (var cell = 0; cell < 36; cell++)
        {
            var features = map.Cell(cell / 6, cell % 6).ToArray();
            sum += Vectors.Dot(query, features) / 36;
            for (var channel = 0; channel < 4; channel++)
                squares[channel] += features[channel] / 36.0;
        }
        Assert.Equal(Vectors.Dot(query, embedding), sum / Math.Sqrt(squares.Sum(value => value * value)), 1e-5);
    }

    [Fact]
    public void A_map_may_be_the_embedding_flattened_or_averaged()
    {
        using var flat = Load(Graphs.TwoLayers(), "auto:map", 36, "auto:map");
        using var pooled = Load(Graphs.TwoLayers(), "auto:map", 4, "auto:map", Pooling.Average);
        using var layer = Load(Graphs.TwoLayers(), "auto", 5);
        var (whole, map) = flat.EmbedWithMap(_image)!;

        Assert.Equal((3, 3, 4), (map.Rows, map.Columns, map.Channels));
        AssertClose(flat.Embed(_image), whole);
        AssertClose(pooled.Embed(_image), MeanOfCells(map));
        AssertClose(pooled.Embed(_image), pooled.EmbedWithMap(_image)!.Embedding);
        Assert.Equal(3, new[] { flat.Space.Text, pooled.Space.Text, layer.Space.Text }.Distinct().Count());
        // The tensor's order is channel, row, column.
        Assert.Equal(Vectors.Normalize([map.Cell(1, 2)[3], map.Cell(0, 0)[0]])[0], Vectors.Normalize([whole[3 * 9 + 5], whole[0]])[0], 1e-5f);
    }

    [Fact]
    public void Quantised_features_come_out_as_floats()
    {
        using var exact = Load(Graphs.Features(), "features", 4);
        using var quantised = Load(Graphs.Quantised(), "auto", 4, "auto:map");
        var (embedding, map) = quantised.EmbedWithMap(_image)!;

        Assert.InRange(Vectors.Dot(exact.Embed(_image), embedding), 0.999, 1.0001);
        AssertClose(quantised.Embed(_image), embedding);
        Assert.InRange(Vectors.Dot(MeanOfCells(map), embedding), 0.999, 1.0001);
    }

    [Fact]
    public void A_transformers_embedding_is_its_class_token_and_its_map_the_patches()
    {
        using var model = Load(Graphs.Tokens(), "tokens", 4, "tokens", Pooling.Token0);
        var (embedding, map) = model.EmbedWithMap(_image)!;

        AssertClose(Vectors.Normalize([1, 2, 3, 4]), embedding);
        AssertClose(embedding, model.Embed(_image));
        Assert.Equal((6, 6, 4), (map.Rows, map.Columns, map.Channels));

        using var patches = Load(Graphs.Tokens(), "patches", 144, "patches");
        AssertClose(patches.EmbedWithMap(_image)!.Embedding[..4], Vectors.Normalize(map.Cell(0, 0)), scaled: true);
    }

    [Fact]
    public void A_model_without_a_map_gives_none_and_no_second_file_is_made_before_one_is_asked_for()
    {
        using (var plain = Load(Graphs.Classifier(), "auto", 4))
        {
            Assert.False(plain.HasMap);
            Assert.Null(plain.EmbedWithMap(_image));
        }

        using var model = Load(Graphs.Classifier(), "auto", 4, "auto:map");
        model.Embed(_image);
        var before = Directory.GetFiles(_folder.Path, "*.features-*").Length;
        model.EmbedWithMap(_image);
        Assert.Equal(before + 1, Directory.GetFiles(_folder.Path, "*.features-*").Length);
    }

    [Fact]
    public void An_invalid_map_and_a_disposed_model_are_refused()
    {
        var model = Load(Graphs.Classifier(), "auto", 4, "features");
        Assert.Contains("[1, C, H, W]", Assert.Throws<ModelException>(() => model.EmbedWithMap(_image)).Message, StringComparison.Ordinal);
        model.Dispose();
        Assert.Throws<ObjectDisposedException>(() => model.EmbedWithMap(_image));
    }

    [Fact]
    public void Many_threads_get_the_same_map()
    {
        using var model = Load(Graphs.Classifier(), "auto", 4, "auto:map");
        var expected = model.EmbedWithMap(_image)!;
        Parallel.For(0, 50, _ =>
        {
            var (embedding, map) = model.EmbedWithMap(_image)!;
            Assert.Equal(expected.Embedding, embedding);
            Assert.Equal(expected.Map.Cell(2, 3).ToArray(), map.Cell(2, 3).ToArray());
        });
    }

    private static FeatureTap Find(byte[] model, string wanted) => FeatureFinder.Find(OnnxGraph.Parse(model), wanted);

    private static float[] MeanOfCells(FeatureMap map)
    {
        var mean = new double[map.Channels];
        for (var row = 0; row < map.Rows; row++)
        {
            for (var column = 0; column < map.Columns; column++)
            {
                for (var channel = 0; channel < map.Channels; channel++)
                    mean[channel] += map.Cell(row, column)[channel];
            }
        }
        return Vectors.Normalize(mean.Select(value => (float)value).ToArray());
    }

    private static void AssertClose(float[] expected, float[] actual, bool scaled = false)
    {
        Assert.Equal(expected.Length, actual.Length);
        if (scaled)
            (expected, actual) = (Vectors.Normalize(expected), Vectors.Normalize(actual));
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], 1e-5f);
    }

    private EmbeddingModel Load(byte[] model, string tensor, int dimension, string? map = null, Pooling pooling = Pooling.None)
    {
        var path = _folder.File($"{Guid.NewGuid():N}.onnx");
        File.WriteAllBytes(path, model);
        var entry = new ModelEntry { Name = "tiny", File = path, FeatureTensor = tensor, Pooling = pooling, FeatureMap = map, Dimension = dimension, Preprocessing = Profiles.Tiny };
        entry.Validate();
        return EmbeddingModel.Load(entry, new ModelFile(path, Convert.ToHexStringLower(SHA256.HashData(model))), _folder.Path, new InferenceSettings());
    }
}
