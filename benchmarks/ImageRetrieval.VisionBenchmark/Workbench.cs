using System.Security.Cryptography;
using ImageRetrieval.Architectures;
using ImageRetrieval.Pictures;
using ImageRetrieval.Vision.Embedding;
using ImageRetrieval.Vision.Models;
using ImageRetrieval.Vision.Preprocessing;

namespace ImageRetrieval.VisionBenchmark;

/// <summary>What the parts share: a temporary folder with the weights and pictures in it, and the peers in Python.</summary>
internal sealed class Workbench(BenchmarkOptions options, Report report) : IDisposable
{
    // About 1.6 bits a pixel in a JPEG of quality 85, the median of the photographs that this project is tested with.
    private const int UsualGrain = 28;

    private readonly string _folder = Directory.CreateTempSubdirectory("imageretrieval-").FullName;

    private readonly HashSet<string> _leftOut = [];

    internal static PreprocessingProfile ImageNet { get; } = new()
    {
        Name = "imagenet",
        Rule = ResizeRule.ShorterSideCrop,
        Resize = 256,
        Crop = 224,
        Mean = [0.485f, 0.456f, 0.406f],
        Std = [0.229f, 0.224f, 0.225f],
    };

    internal BenchmarkOptions Options => options;

    internal Report Report => report;

    internal string PathOf(string name) => Path.Combine(_folder, name);

    /// <summary>The ResNet50 with seeded weights.</summary>
    internal ModelEntry ResNet50Entry() => Entry("resnet50", FileOnce("resnet50.onnx", () => ResNet50.Build()), "auto", ResNet50.Dimension);

    /// <summary>The whole VGG16 with seeded weights.</summary>
    internal ModelEntry Vgg16Entry() => Entry("vgg16", FileOnce("vgg16.onnx", () => Vgg16.Build()), "auto", Vgg16.Dimension);

    /// <summary>The MobileNetV2 that was named, or null when its file is absent.</summary>
    internal ModelEntry? MobileNetEntry() =>
        File.Exists(options.MobileNet) ? Entry("mobilenetv2", Path.GetFullPath(options.MobileNet), "features", 1280) : null;

    internal EmbeddingModel Load(ModelEntry entry)
    {
        using var stream = File.OpenRead(entry.File);
        var weights = new ModelFile(entry.File, Convert.ToHexStringLower(SHA256.HashData(stream)));
        return EmbeddingModel.Load(entry, weights, _folder, new InferenceSettings { Provider = ExecutionProvider.Cpu, ThreadsPerImage = 1 });
    }

    /// <summary>A JPEG of a drawn picture; its file. More grain makes a longer file, which costs more to decode.</summary>
    internal string Picture(int seed, int width, int height, int grainLevels = UsualGrain) =>
        FileOnce($"{width}x{height}-{seed}-{grainLevels}.jpg", () => DrawnPicture.Encode(DrawnPicture.Png(seed, width, height, grainLevels), ".jpg", $"Q=85"));

    /// <summary>A script of this program that answers lines; null when it cannot run, which the report then mentions at its end.</summary>
    internal PythonPeer? Peer(string script, params string[] arguments)
    {
        var failure = "no `--python` was given";
        var peer = options.Python is { } python ? PythonPeer.Start(python, script, arguments, out failure) : null;
        if (peer is null)
            _leftOut.Add($"{script} was left out: {failure}");
        return peer;
    }

    /// <summary>Says which comparisons were not made.</summary>
    internal void WriteLeftOut()
    {
        if (_leftOut.Count > 0)
            report.Line($"");
        foreach (var line in _leftOut)
            report.Line($"- {line}");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static ModelEntry Entry(string name, string file, string tensor, int dimension) =>
        new() { Name = name, File = file, FeatureTensor = tensor, Dimension = dimension, Preprocessing = ImageNet };

    private string FileOnce(string name, Func<byte[]> make)
    {
        var path = PathOf(name);
        if (!File.Exists(path))
            File.WriteAllBytes(path, make());
        return path;
    }
}
