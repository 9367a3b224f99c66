using ImageRetrieval.Vision.Models;
using ImageRetrieval.Vision.OnnxFormat;
using ImageRetrieval.Vision.OnnxRuntime;

namespace ImageRetrieval.VisionBenchmark;

/// <summary>ONNX Runtime and nothing else: one session, one input and one output that are allocated once.</summary>
internal sealed class BareInference : IDisposable
{
    private readonly InferenceSession _session;
    private readonly RunOptions _options = new();
    private readonly OrtValue _input;
    private readonly OrtValue _output;
    private readonly string _inputName;
    private readonly string _outputName;

    internal BareInference(ModelEntry entry, string cutPath)
    {
        _outputName = Cut(entry, cutPath);
        // The same as the product's sessions (SessionFactory).
        using var options = new SessionOptions
        {
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            IntraOpNumThreads = 1,
            InterOpNumThreads = 1,
        };
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        _session = new InferenceSession(cutPath, options);
        _inputName = _session.InputMetadata.Keys.Single();

        var side = entry.Preprocessing.Crop;
        var pixels = new float[3 * side * side];
        for (var i = 0; i < pixels.Length; i++)
            pixels[i] = i % 256 / 64f - 2;
        _input = OrtValue.CreateTensorValueFromMemory(pixels, [1, 3, side, side]);
        _output = OrtValue.CreateTensorValueFromMemory(new float[entry.Dimension], OutputShape(entry.Dimension));
    }

    internal void Run() => _session.Run(_options, _inputName, _input, _outputName, _output);

    public void Dispose()
    {
        _input.Dispose();
        _output.Dispose();
        _options.Dispose();
        _session.Dispose();
    }

    private long[] OutputShape(int dimension)
    {
        var rank = _session.OutputMetadata[_outputName].Dimensions.Length;
        return rank == 4 ? [1, dimension, 1, 1] : [1, dimension];
    }

    // Without the classifier, as the product runs it.
    private static string Cut(ModelEntry entry, string path)
    {
        var model = File.ReadAllBytes(entry.File);
        var graph = OnnxGraph.Parse(model);
        var tap = FeatureFinder.Find(graph, entry.FeatureTensor);
        using var stream = File.Create(path);
        FeatureExtractorCutter.Cut(model, graph, [tap], stream);
        return tap.Output;
    }
}
