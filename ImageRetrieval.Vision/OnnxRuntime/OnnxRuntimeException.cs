namespace ImageRetrieval.Vision.OnnxRuntime;

/// <summary>ONNX Runtime refused a call: <see cref="Code"/> says of what kind the refusal is.</summary>
internal sealed class OnnxRuntimeException(OrtErrorCode code, string message) : Exception($"{code}: {message}")
{
    internal OrtErrorCode Code { get; } = code;
}
