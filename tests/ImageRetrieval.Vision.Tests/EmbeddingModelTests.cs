using System.Security.Cryptography;
using ImageRetrieval.Fixtures;
using ImageRetrieval.Vision.Decoding;
using ImageRetrieval.Vision.Embedding;
using ImageRetrieval.Vision.Models;
using ImageRetrieval.Vision.OnnxFormat;

namespace ImageRetrieval.Vision.Tests;

public sealed class EmbeddingModelTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly PixelImage _image = new ImageDecoder().Decode(TestImages.Random(7), Profiles.Tiny.Geometry);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_embedding_has_length_one_and_the_same_image_gives_the_same()
    {
        using var model = Load(Graphs.Features(), "features", 4);
        var first = model.Embed(_image);

        Assert.Equal(4, first.Length);
        Assert.Equal(1, Vectors.Dot(first, first), 1e-6);
        Parallel.For(0, 50, _ => Assert.Equal(first, model.Embed(_image)));
    }

    [Fact]
    public void Auto_removes_the_classifier_and_returns_its_input()
    {
        using var whole = Load(Graphs.Features(), "features", 4);
        using var cut = Load(Graphs.Classifier(), "auto", 4);
        using var named = Load(Graphs.Classifier(), "features", 4);

        Assert.Equal(whole.Embed(_image), cut.Embed(_image));
        Assert.Equal(whole.Embed(_image), named.Embed(_image));
    }

    [Fact]
    public void A_file_with_weights_among_its_inputs_and_a_fixed_batch_is_cut_as_well()
    {
        using var whole = Load(Graphs.Features(), "features", 4);
        using var cut = Load(Graphs.ZooClassifier(), "auto", 4);
        Assert.Equal(whole.Embed(_image), cut.Embed(_image));
    }

    [Fact]
    public void The_cut_drops_the_classifiers_weights()
    {
        var model = Graphs.Classifier();
        var graph = OnnxGraph.Parse(model);
        using var cut = new MemoryStream();
        FeatureExtractorCutter.Cut(model, graph, [FeatureFinder.Find(graph, "auto")], cut);

        var after = OnnxGraph.Parse(cut.ToArray());
        Assert.Equal(3, graph.Initializers.Count);
        Assert.Single(after.Initializers);
        Assert.Equal(["Conv", "Relu", "GlobalAveragePool", "Flatten"], after.Nodes.Select(n => n.OpType));
        Assert.Equal("features", Assert.Single(after.Outputs).Name);
    }

    [Fact]
    public void Auto_without_a_classifier_and_an_unknown_tensor_are_refused_with_the_remedy()
    {
        Assert.Contains("featureTensor", Refused(Graphs.Features(), "auto", 4).Message, StringComparison.Ordinal);
        Assert.Contains("has no tensor 'nothing'", Refused(Graphs.Features(), "nothing", 4).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_dimension_or_crop_that_is_not_the_models_is_refused()
    {
        Assert.Contains("has 4 components; the list's dimension is 5", Refused(Graphs.Features(), "features", 5).Message, StringComparison.Ordinal);
        var larger = Entry(Graphs.Features(), "features", 4) with { Preprocessing = Profiles.Tiny with { Crop = 9, Resize = 9 } };
        Assert.Contains("[1, 3, 9, 9]", Assert.Throws<ModelException>(() => Load(larger)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Garbage_is_not_a_model()
    {
        var refused = Refused([1, 2, 3, 4], "auto", 4);
        Assert.Equal(ModelError.InvalidModel, refused.Error);
        Assert.Contains("not an ONNX model", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_zero_output_is_not_an_embedding()
    {
        using var model = Load(Graphs.Zero(), "features", 3);
        Assert.Contains("all zero", Assert.Throws<EmbeddingException>(() => model.Embed(_image)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cancelled_token_stops_it_and_a_disposed_model_says_so()
    {
        var model = Load(Graphs.Features(), "features", 4);
        Assert.ThrowsAny<OperationCanceledException>(() => model.Embed(_image, new CancellationToken(canceled: true)));
        model.Dispose();
        Assert.Throws<ObjectDisposedException>(() => model.Embed(_image));
    }

    [Fact]
    public void An_image_of_a_different_size_is_an_argument_error()
    {
        using var model = Load(Graphs.Features(), "features", 4);
        Assert.Throws<ArgumentException>(() => model.Embed(new PixelImage(9, 9, new byte[243])));
    }

    [Fact]
    public void Everything_that_changes_a_number_changes_the_space()
    {
        var entry = Entry(Graphs.Features(1), "features", 4);
        ModelEntry[] others =
        [
            entry with { Preprocessing = Profiles.Tiny with { Mean = [0, 0, 0.1f] } },
            entry with { Preprocessing = Profiles.Tiny with { ApplyOrientation = false } },
            entry with { Name = "other" },
            Entry(Graphs.Features(2), "features", 4),
            Entry(Graphs.Classifier(1), "features", 4),
        ];
        var spaces = others.Prepend(entry).Select(e => { using var model = Load(e); return model.Space.Text; }).ToList();

        Assert.Equal(spaces.Count, spaces.Distinct().Count());
        Assert.All(spaces, space => Assert.Matches("^[a-z0-9._-]+$", space));
    }

    [Fact]
    public void Without_the_CUDA_provider_auto_runs_on_the_CPU_and_says_why_and_cuda_is_refused()
    {
        using var auto = Load(Graphs.Features(), "features", 4);
        Assert.Equal("cpu", auto.Provider);
        Assert.Contains("providers_cuda", auto.ProviderNote, StringComparison.Ordinal);

        var entry = Entry(Graphs.Features(), "features", 4);
        var refused = Assert.Throws<ModelException>(() => EmbeddingModel.Load(entry, Weights(entry), _folder.Path, new InferenceSettings { Provider = ExecutionProvider.Cuda }));
        Assert.Equal(ModelError.ProviderUnavailable, refused.Error);
    }

    private EmbeddingModel Load(byte[] model, string tensor, int dimension) => Load(Entry(model, tensor, dimension));

    private EmbeddingModel Load(ModelEntry entry) => EmbeddingModel.Load(entry, Weights(entry), _folder.Path, new InferenceSettings());

    private ModelException Refused(byte[] model, string tensor, int dimension) => Assert.Throws<ModelException>(() => Load(model, tensor, dimension));

    private static ModelFile Weights(ModelEntry entry) => new(entry.File, Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(entry.File))));

    private ModelEntry Entry(byte[] model, string tensor, int dimension)
    {
        var path = _folder.File($"{Guid.NewGuid():N}.onnx");
        File.WriteAllBytes(path, model);
        return new ModelEntry { Name = "tiny", File = path, FeatureTensor = tensor, Dimension = dimension, Preprocessing = Profiles.Tiny };
    }
}
