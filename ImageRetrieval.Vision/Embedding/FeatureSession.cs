using ImageRetrieval.Vision.Models;
using ImageRetrieval.Vision.OnnxRuntime;
using Microsoft.ML.OnnxRuntime;

namespace ImageRetrieval.Vision.Embedding;

/// <summary>A session from images to features, both in the caller's memory. Thread-safe.</summary>
internal sealed class FeatureSession : IDisposable
{
    private readonly SessionLease _session;
    private readonly string[] _inputNames;
    private readonly string[] _outputNames;
    private readonly long[] _inputShape;
    private readonly long[] _outputShape;

    /// <exception cref="ModelException">The graph does not match the entry.</exception>
    internal FeatureSession(SessionLease session, ModelEntry entry, string tensor)
    {
        _session = session;
        (InputName, _inputShape) = SessionShape.Input(session, entry);
        (var outputName, _outputShape) = SessionShape.Output(session, entry, tensor);
        (_inputNames, _outputNames) = ([InputName], [outputName]);
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

    /// <summary>Whether the graph declares a free number of images, which does not mean that it works with several.</summary>
    internal bool HasOpenBatch => _session.InputMetadata[InputName].Dimensions[0] <= 0 && _outputShape[0] == 1;

    /// <summary>Runs the graph on as many images as are given.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled; the run stops at its next operator.</exception>
    /// <exception cref="OnnxRuntimeException">The run failed.</exception>
    internal void Run(int images, Memory<float> pixels, Memory<float> features, CancellationToken token)
    {
        using var options = new RunOptions();
        // Both tensors use the caller's memory, pinned until they are disposed; rented memory may be longer than the tensor.
        using var input = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, pixels[..(images * ImageFloats)], ShapeOf(_inputShape, images));
        using var output = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, features[..(images * Dimension)], ShapeOf(_outputShape, images));
        using var cancel = token.UnsafeRegister(static options => ((RunOptions)options!).Terminate = true, options);
        try
        {
            _session.Run(options, _inputNames, [input], _outputNames, [output]);
        }
        catch (OnnxRuntimeException) when (token.IsCancellationRequested)
        {
            throw new OperationCanceledException(token);
        }
    }

    public void Dispose() => _session.Dispose();

    private static long[] ShapeOf(long[] one, int images) => images == 1 ? one : [images, .. one.AsSpan(1)];
}
