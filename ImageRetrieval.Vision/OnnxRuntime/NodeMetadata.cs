namespace ImageRetrieval.Vision.OnnxRuntime;

/// <summary>What a session says of one input or output.</summary>
/// <param name="ElementType">The C API's element type; 1 is float32, 0 means that it is no tensor.</param>
/// <param name="Dimensions">The shape; -1 where it is not known before a run.</param>
internal sealed record NodeMetadata(int ElementType, long[] Dimensions)
{
    internal const int Float = 1;
}
