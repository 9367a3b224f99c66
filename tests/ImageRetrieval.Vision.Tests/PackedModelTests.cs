using System.Security.Cryptography;
using ImageRetrieval.Fixtures;
using ImageRetrieval.Vision.Decoding;
using ImageRetrieval.Vision.Embedding;
using ImageRetrieval.Vision.Models;
using ImageRetrieval.Vision.OnnxFormat;
using ImageRetrieval.WeightsPacker;

namespace ImageRetrieval.Vision.Tests;

/// <summary>Weights in 8 bits, as the build makes them of the default model's.</summary>
public sealed class PackedModelTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false), InlineData(true)]
    public void A_packed_model_has_codes_in_place_of_weights_and_gives_nearly_the_same(bool weightsAmongInputs)
    {
        var original = weightsAmongInputs ? Graphs.ZooClassifier() : Graphs.Features();
        var packed = Pack(original);
        var graph = OnnxGraph.Parse(packed);
        Assert.Contains(graph.Initializers, initializer => initializer.Name == "constant_0_codes");
        Assert.DoesNotContain(graph.Initializers.Concat(graph.Inputs), named => named.Name == "constant_0");
        Assert.Equal(["Cast", "Mul", "Conv"], graph.Nodes.Take(3).Select(node => node.OpType));

        var (expected, embedding) = (Embed(original), Embed(packed));
        Assert.InRange(Vectors.Dot(expected, embedding), 0.9999f, 1.00001f);
        Assert.NotEqual(expected, embedding);
    }

    [Fact]
    public void The_same_file_gives_the_same_bytes() => Assert.Equal(Pack(Graphs.Features()), Pack(Graphs.Features()));

    [Fact]
    public async Task The_default_models_file_is_the_packed_one_that_the_list_names()
    {
        using var http = new HttpClient();
        var entry = ModelList.Load().Find(VisionOptions.Default);
        var file = await new ModelStore(_folder.Path, http).EnsureAsync(entry); // verifies the digest
        Assert.Equal(entry.Size, new FileInfo(file.Path).Length);
        Assert.Equal(22, OnnxGraph.Parse(await File.ReadAllBytesAsync(file.Path)).Initializers.Count(initializer => initializer.Name.EndsWith("_codes", StringComparison.Ordinal)));
    }

    private static byte[] Pack(byte[] model)
    {
        using var packed = new MemoryStream();
        PackedModel.Write(model, packed);
        return packed.ToArray();
    }

    private float[] Embed(byte[] model)
    {
        var path = _folder.File("model.onnx");
        File.WriteAllBytes(path, model);
        var entry = new ModelEntry { Name = "packed", File = path, FeatureTensor = "features", Dimension = 4, Preprocessing = Profiles.Tiny };
        var weights = new ModelFile(path, Convert.ToHexStringLower(SHA256.HashData(model)));
        using var loaded = EmbeddingModel.Load(entry, weights, _folder.Path, new InferenceSettings { Provider = ExecutionProvider.Cpu, ThreadsPerImage = 1 });
        return loaded.Embed(new ImageDecoder().Decode(TestImages.Random(7), Profiles.Tiny.Geometry));
    }
}
