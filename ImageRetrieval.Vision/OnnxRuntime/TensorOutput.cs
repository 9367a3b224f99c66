namespace ImageRetrieval.Vision.OnnxRuntime;

/// <summary>A copy of one output.</summary>
/// <param name="Values">Its numbers, the last axis running fastest.</param>
/// <param name="Shape">Its axes.</param>
internal sealed record TensorOutput(float[] Values, long[] Shape);
