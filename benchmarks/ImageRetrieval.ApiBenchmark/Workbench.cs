using System.Security.Cryptography;
using System.Text.Json;
using ImageRetrieval.Architectures;
using ImageRetrieval.IndexBenchmark;
using ImageRetrieval.Pictures;
using ImageRetrieval.VectorIndex;
using ImageRetrieval.Vision.Decoding;
using ImageRetrieval.Vision.Embedding;
using ImageRetrieval.Vision.Models;

namespace ImageRetrieval.ApiBenchmark;

/// <summary>A data folder as the Worker leaves it, the picture that is asked with, and the same work done bare.</summary>
internal sealed class Workbench : IDisposable
{
    internal const string ModelName = "bench";

    private const int Hits = 10;

    // The Api keeps as many candidates.
    private const int EfSearch = 128;

    private readonly ImageDecoder _decoder = new();
    private readonly EmbeddingModel _model;
    private readonly Snapshot _snapshot;

    internal Workbench(BenchmarkOptions options)
    {
        Options = options;
        Picture = DrawnPicture.Encode(DrawnPicture.Png(1, 1024, 768, 28), ".jpg", $"Q=85");
        var weights = WriteModel();
        var entry = ModelList.Load([ListFile]).Find(ModelName);
        _model = EmbeddingModel.Load(entry, weights, Path.Combine(Folder, "models"), new InferenceSettings { Provider = ExecutionProvider.Cpu, ThreadsPerImage = 1 });
        Vectors = CnnLikeVectors.Generate(options.Images, ResNet50.Dimension, seed: 1);
        _snapshot = Snapshot.Open(Publish(step: 0));
    }

    internal BenchmarkOptions Options { get; }

    internal string Folder { get; } = Directory.CreateTempSubdirectory("imageretrieval-").FullName;

    internal string ListFile => Path.Combine(Folder, "bench-models.json");

    internal string ModelFile => Path.Combine(Folder, "models", "bench.onnx");

    internal byte[] Picture { get; }

    /// <summary>The indexed vectors, one after the other.</summary>
    internal float[] Vectors { get; }

    /// <summary>Decode, preprocess, infer and search, with nothing around.</summary>
    internal int RunBare()
    {
        using var pixels = _decoder.Decode(Picture, _model.Preprocessing.Geometry);
        return _snapshot.Search(_model.Embed(pixels), Hits, EfSearch).Count;
    }

    public void Dispose()
    {
        _snapshot.Dispose();
        _model.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private ModelFile WriteModel()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(ModelFile)!);
        var bytes = ResNet50.Build();
        File.WriteAllBytes(ModelFile, bytes);
        var digest = Convert.ToHexStringLower(SHA256.HashData(bytes));
        var entry = new { name = ModelName, description = "ResNet50 with seeded weights.", file = "bench.onnx", sha256 = digest, size = bytes.Length, licence = "MIT", preprocessing = "imagenet", featureTensor = "auto", dimension = ResNet50.Dimension };
        File.WriteAllText(ListFile, JsonSerializer.Serialize(new { models = new[] { entry } }));
        return new ModelFile(ModelFile, digest);
    }

    /// <summary>Publishes a further snapshot of the same vectors; the step is in its items, so that it is another one.</summary>
    internal void PublishAgain(int step) => Publish(step);

    private string Publish(int step)
    {
        var folder = Path.Combine(Folder, "snapshots", ModelName);
        using var builder = new SnapshotBuilder(_model.Space.Text, ResNet50.Dimension, new HnswOptions());
        for (var i = 0; i < Options.Images; i++)
            builder.Add(new SnapshotItem($"{i}", new Dictionary<string, string> { ["name"] = $"{i}.jpg", ["url"] = $"http://pictures.test/{i}.jpg?{step}" }), Vectors.AsSpan(i * ResNet50.Dimension, ResNet50.Dimension));
        return Path.Combine(folder, builder.Publish(folder, keepPrevious: 1).Version);
    }
}
