using System.Security.Cryptography;
using ImageRetrieval.Architectures;
using ImageRetrieval.Fixtures;
using ImageRetrieval.Vision.Decoding;
using ImageRetrieval.Vision.Embedding;
using ImageRetrieval.Vision.Models;
using ImageRetrieval.Vision.OnnxFormat;

namespace ImageRetrieval.Vision.Tests;

/// <summary>The networks that people bring, in full or small, under the classifier that <c>auto</c> must cut off.</summary>
public sealed class ArchitectureTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Auto_finds_ResNet50s_2048_pooled_values_and_embeds_with_them()
    {
        var file = ResNet50.Build();
        Assert.Equal("Flatten", FeatureNode(file));

        using var model = Load(file, ResNet50.Dimension, side: 224);
        var embedding = model.Embed(Picture(model, seed: 1));
        Assert.Equal(2048, embedding.Length);
        Assert.Equal(1, Vectors.Dot(embedding, embedding), 1e-5);
        Assert.True(Vectors.Dot(embedding, model.Embed(Picture(model, seed: 2))) < 0.9999f);
    }

    [Fact]
    public void Auto_finds_the_4096_values_before_VGG16s_last_layer()
    {
        var file = Vgg16.Build(side: 32, divisor: 16, classes: 10);
        Assert.Equal("Dropout", FeatureNode(file));

        using var model = Load(file, Vgg16.Dimension, side: 32);
        Assert.Equal(4096, model.Embed(Picture(model, seed: 1)).Length);
    }

    [Fact]
    public void The_same_seed_writes_the_same_file() =>
        Assert.Equal(SHA256.HashData(Vgg16.Build(side: 32, divisor: 16, dimension: 8, classes: 4)), SHA256.HashData(Vgg16.Build(side: 32, divisor: 16, dimension: 8, classes: 4)));

    private static string FeatureNode(byte[] file)
    {
        var graph = OnnxGraph.Parse(file);
        var tensor = FeatureFinder.Find(graph, FeatureFinder.Auto).Tensor;
        return Assert.Single(graph.Nodes, node => node.Outputs.Contains(tensor)).OpType;
    }

    private static PixelImage Picture(EmbeddingModel model, int seed) =>
        new ImageDecoder().Decode(TestImages.Random(seed), model.Preprocessing.Geometry);

    private EmbeddingModel Load(byte[] file, int dimension, int side)
    {
        var path = _folder.File("model.onnx");
        File.WriteAllBytes(path, file);
        var entry = new ModelEntry { Name = "architecture", File = path, Dimension = dimension, Preprocessing = Profiles.ImageNet with { Crop = side, Resize = side } };
        var weights = new ModelFile(path, Convert.ToHexStringLower(SHA256.HashData(file)));
        return EmbeddingModel.Load(entry, weights, _folder.Path, new InferenceSettings { Provider = ExecutionProvider.Cpu });
    }
}
