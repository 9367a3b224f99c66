using Microsoft.ML.OnnxRuntime;

namespace ImageRetrieval.Vision.OnnxRuntime;

/// <summary>A copy of one output.</summary>
/// <param name="Values">Its numbers, the last axis running fastest.</param>
/// <param name="Shape">Its axes.</param>
internal sealed record TensorOutput(float[] Values, long[] Shape)
{
    /// <exception cref="OnnxRuntimeException">The output is not float32.</exception>
    internal static TensorOutput CopyOf(OrtValue value) =>
        new(value.GetTensorDataAsSpan<float>().ToArray(), value.GetTensorTypeAndShape().Shape);
}
