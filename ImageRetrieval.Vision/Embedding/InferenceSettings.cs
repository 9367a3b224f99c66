using ImageRetrieval.Vision.Batching;

namespace ImageRetrieval.Vision.Embedding;

/// <summary>How to run models.</summary>
public sealed record InferenceSettings
{
    /// <summary>The execution provider.</summary>
    public ExecutionProvider Provider { get; init; } = ExecutionProvider.Auto;

    /// <summary>Threads per image; 0 uses all cores. Use 1 when many images are embedded concurrently.</summary>
    public int ThreadsPerImage { get; init; }

    /// <summary>When concurrent calls are combined into one run, on a GPU.</summary>
    public BatchSettings Batching { get; init; } = BatchSettings.Default;
}
