using ImageRetrieval.Vision.Models;
using ImageRetrieval.Vision.OnnxRuntime;

namespace ImageRetrieval.Vision.Embedding;

/// <summary>A session from images to features, both in the caller's memory. Thread-safe.</summary>
internal sealed class FeatureSession : IDisposable
{
    private readonly InferenceSession _session;
    private readonly string _outputName;
    private readonly long[] _inputShape;
    private readonly long[] _outputShape;

    /// <exception cref="ModelException">The graph does not fit the entry.</exception>
    internal FeatureSession(InferenceSession session, ModelEntry entry, string tensor)
    {
        _session = session;
        (InputName, _inputShape) = SessionShape.Input(session, entry);
        (_outputName, _outputShape) = SessionShape.Output(session, entry, tensor);
        ImageFloats = 3 * entry.Preprocessing.Crop * entry.Preprocessing.Crop;
        Dimension = entry.Dimension;
    }

    internal string InputName { get; }

    /// <summary>The shape of one image.</summary>
    internal long[] InputShape => _inputShape;

    /// <summary>Numbers of one image.</summary>
    internal int ImageFloats { get; }

    /// <summary>Numbers of one image's features.</summary>
    internal int Dimension { get; }

    /// <summary>Whether the graph leaves the number of images open. That it works with several is not said by that.</summary>
    internal bool HasOpenBatch => _session.InputMetadata[InputName].Dimensions[0] <= 0 && _outputShape[0] == 1;

    /// <summary>Runs the graph on as many images as are given.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled; the run stops at its next operator.</exception>
    /// <exception cref="OnnxRuntimeException">The run failed.</exception>
    internal void Run(int images, Memory<float> pixels, Memory<float> features, CancellationToken token)
    {
        using var options = new RunOptions();
        using var input = OrtValue.CreateTensorValueFromMemory(pixels, ShapeOf(_inputShape, images));
        using var output = OrtValue.CreateTensorValueFromMemory(features, ShapeOf(_outputShape, images));
        using var cancel = token.Register(options.Terminate);
        try
        {
            _session.Run(options, InputName, input, _outputName, output);
        }
        catch (OnnxRuntimeException) when (token.IsCancellationRequested)
        {
            throw new OperationCanceledException(token);
        }
    }

    public void Dispose() => _session.Dispose();

    private static long[] ShapeOf(long[] one, int images) => images == 1 ? one : [images, .. one.AsSpan(1)];
}
