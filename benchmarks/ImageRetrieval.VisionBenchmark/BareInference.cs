using ImageRetrieval.Vision.Models;
using ImageRetrieval.Vision.OnnxFormat;
using ImageRetrieval.Vision.OnnxRuntime;
using Microsoft.ML.OnnxRuntime;

namespace ImageRetrieval.VisionBenchmark;

/// <summary>ONNX Runtime and nothing else: one session, one input and one output that are allocated once.</summary>
internal sealed class BareInference : IDisposable
{
    private readonly InferenceSession _session;
    private readonly RunOptions _options = new();
    private readonly OrtValue[] _inputs;
    private readonly OrtValue[] _outputs;
    private readonly string[] _inputNames;
    private readonly string[] _outputNames;

    internal BareInference(ModelEntry entry, string cutPath)
    {
        _outputNames = [Cut(entry, cutPath)];
        using var options = OrtRuntime.NewOptions(threads: 1);
        options.GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL;
        _session = new InferenceSession(cutPath, options);
        _inputNames = [_session.InputMetadata.Keys.Single()];

        var side = entry.Preprocessing.Crop;
        var pixels = new float[3 * side * side];
        for (var i = 0; i < pixels.Length; i++)
            pixels[i] = i % 256 / 64f - 2;
        _inputs = [OrtValue.CreateTensorValueFromMemory(pixels, [1, 3, side, side])];
        _outputs = [OrtValue.CreateTensorValueFromMemory(new float[entry.Dimension], OutputShape(entry.Dimension))];
    }

    internal void Run() => _session.Run(_options, _inputNames, _inputs, _outputNames, _outputs);

    public void Dispose()
    {
        _inputs[0].Dispose();
        _outputs[0].Dispose();
        _options.Dispose();
        _session.Dispose();
    }

    private long[] OutputShape(int dimension)
    {
        var rank = _session.OutputMetadata[_outputNames[0]].Dimensions.Length;
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
