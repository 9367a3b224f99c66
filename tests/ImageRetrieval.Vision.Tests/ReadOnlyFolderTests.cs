using System.Security.Cryptography;
using ImageRetrieval.Fixtures;
using ImageRetrieval.Vision.Decoding;
using ImageRetrieval.Vision.Embedding;
using ImageRetrieval.Vision.Models;

namespace ImageRetrieval.Vision.Tests;

/// <summary>
/// Models' folders that cannot be written. A folder below a file is one for every user, whom permissions do not stop
/// either; the weights themselves lie elsewhere, as a model list may have it.
/// </summary>
public sealed class ReadOnlyFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly HttpClient _http = new();
    private readonly string _readOnly;
    private readonly string _cache;

    public ReadOnlyFolderTests()
    {
        File.WriteAllText(_folder.File("file"), "");
        _readOnly = Path.Combine(_folder.File("file"), "models");
        _cache = _folder.File("cache");
    }

    public void Dispose()
    {
        _http.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Derived_files_go_to_the_users_cache_and_the_model_reports_it()
    {
        var derived = new DerivedFiles(_readOnly, null, _cache);
        using var model = await Load(derived, Graphs.Classifier(), "auto", 4);

        Assert.Equal(await Expected(Graphs.Classifier(), "auto", 4), Embed(model));
        Assert.StartsWith("tiny.features-", Path.GetFileName(Assert.Single(Directory.GetFiles(_cache))), StringComparison.Ordinal);
        foreach (var part in (string[])[_readOnly, _cache, "Vision:CacheFolder"])
            Assert.Contains(part, model.StorageNote, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_writable_folder_it_stays_in_memory_and_gives_the_same()
    {
        var derived = new DerivedFiles(_readOnly, null, _readOnly + "2");
        using var model = await Load(derived, Graphs.Classifier(), "auto", 4, "auto:map");

        Assert.Equal(await Expected(Graphs.Classifier(), "auto", 4), Embed(model));
        Assert.Equal((6, 6), (model.EmbedWithMap(Picture(model))!.Map.Rows, model.EmbedWithMap(Picture(model))!.Map.Columns));
        Assert.Contains("stays in memory", model.StorageNote, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_large_models_optimised_graph_goes_to_the_cache_and_is_used_from_there()
    {
        var derived = new DerivedFiles(_readOnly, null, _cache);
        using (var first = await Load(derived, Graphs.Large(), "features", 64))
        {
            var kept = Assert.Single(Directory.GetFiles(Path.Combine(_cache, "optimized"), "*.onnx"));
            var written = File.GetLastWriteTimeUtc(kept);
            using var second = await Load(new DerivedFiles(_readOnly, null, _cache), Graphs.Large(), "features", 64);
            Assert.Equal(Embed(first), Embed(second));
            Assert.Equal(written, File.GetLastWriteTimeUtc(kept));
            Assert.Null(second.StorageNote); // nothing was to be written
        }

        using var inMemory = await Load(new DerivedFiles(_readOnly, null, _readOnly + "2"), Graphs.Large(), "features", 64);
        using var expected = await Load(new DerivedFiles(_folder.File("models")), Graphs.Large(), "features", 64);
        Assert.Equal(Embed(expected), Embed(inMemory));
    }

    [Fact]
    public async Task The_builtin_model_needs_no_folder()
    {
        var entry = ModelList.Load().Find("builtin");
        foreach (var derived in (DerivedFiles[])[new(_readOnly, null, _cache), new(_readOnly, null, _readOnly + "2"), new(_readOnly, _folder.File("named"))])
        {
            var weights = await new ModelStore(_readOnly, _http, derived).EnsureAsync(entry);
            using var model = EmbeddingModel.Load(entry, weights, derived, new InferenceSettings { ThreadsPerImage = 1 });
            var embedding = model.Embed(Picture(model));
            Assert.Equal(1, Vectors.Dot(embedding, embedding), 1e-5);
        }
        Assert.Single(Directory.GetFiles(_cache));
        Assert.Single(Directory.GetFiles(_folder.File("named")));
    }

    [Fact]
    public async Task A_named_folder_takes_the_files_although_the_models_folder_could_be_written()
    {
        var models = _folder.File("models");
        using var model = await Load(new DerivedFiles(models, _cache), Graphs.Classifier(), "auto", 4);
        Assert.Single(Directory.GetFiles(_cache));
        Assert.False(Directory.Exists(models));
        Assert.Null(model.StorageNote);
    }

    [Fact]
    public async Task Files_of_another_process_beside_the_weights_are_used_and_nothing_is_written()
    {
        var models = _folder.File("models");
        (await Load(new DerivedFiles(models), Graphs.Classifier(), "auto", 4)).Dispose();
        using var model = await Load(new DerivedFiles(models, _cache), Graphs.Classifier(), "auto", 4);
        Assert.False(Directory.Exists(_cache));
    }

    [Fact]
    public async Task A_named_folder_that_cannot_be_written_is_refused_with_its_key()
    {
        var refused = await Assert.ThrowsAsync<ModelException>(() => Load(new DerivedFiles(_folder.Path, _readOnly), Graphs.Classifier(), "auto", 4));
        Assert.Equal(ModelError.CacheNotWritable, refused.Error);
        Assert.Contains($"Vision:CacheFolder is '{_readOnly}'", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Weights_that_are_missing_are_not_downloaded_to_a_folder_that_cannot_be_written()
    {
        var entry = new ModelEntry { Name = "net", File = "net.onnx", Url = "http://weights.test/net", Sha256 = new string('a', 64), Dimension = 4, Preprocessing = Profiles.Tiny };
        var refused = await Assert.ThrowsAsync<ModelException>(() => new ModelStore(_readOnly, _http).EnsureAsync(entry));
        Assert.Equal(ModelError.MissingWeights, refused.Error);
        foreach (var part in (string[])["'net'", $"'{_readOnly}' cannot be written", Path.Combine(_readOnly, "net.onnx"), entry.Sha256])
            Assert.Contains(part, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_option_reaches_the_loader()
    {
        var options = new VisionOptions { CacheFolder = _cache, ThreadsPerImage = 1 };
        using var model = await options.CreateLoader(_folder.File("data"), _http).LoadAsync("builtin");
        Assert.Equal("builtin.onnx", Path.GetFileName(Assert.Single(Directory.GetFiles(_cache))));
    }

    [Fact]
    public void A_probe_leaves_nothing_behind()
    {
        Assert.Null(FolderProbe.WhyNotWritable(_cache));
        Assert.Empty(Directory.GetFileSystemEntries(_cache));
        Assert.NotNull(FolderProbe.WhyNotWritable(_readOnly));
    }

    private async Task<float[]> Expected(byte[] graph, string tensor, int dimension)
    {
        using var model = await Load(new DerivedFiles(_folder.File("writable")), graph, tensor, dimension);
        Assert.Null(model.StorageNote);
        return Embed(model);
    }

    private async Task<EmbeddingModel> Load(DerivedFiles derived, byte[] graph, string tensor, int dimension, string? map = null)
    {
        var path = _folder.File($"{Convert.ToHexStringLower(SHA256.HashData(graph))[..8]}.onnx");
        await File.WriteAllBytesAsync(path, graph);
        var entry = new ModelEntry { Name = "tiny", File = path, FeatureTensor = tensor, FeatureMap = map, Dimension = dimension, Preprocessing = Profiles.Tiny };
        var weights = await new ModelStore(_readOnly, _http, derived).EnsureAsync(entry);
        return EmbeddingModel.Load(entry, weights, derived, new InferenceSettings { Provider = ExecutionProvider.Cpu, ThreadsPerImage = 1 });
    }

    private static PixelImage Picture(EmbeddingModel model) => new ImageDecoder().Decode(TestImages.Random(7), model.Preprocessing.Geometry);

    private static float[] Embed(EmbeddingModel model) => model.Embed(Picture(model));
}
