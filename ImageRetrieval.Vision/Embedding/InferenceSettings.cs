using ImageRetrieval.Vision.Batching;

namespace ImageRetrieval.Vision.Embedding;

/// <summary>How models are run.</summary>
public sealed record InferenceSettings
{
    /// <summary>What runs them.</summary>
    public ExecutionProvider Provider { get; init; } = ExecutionProvider.Auto;

    /// <summary>Threads that share one image's work; 0 takes all cores. Use 1 where many images are embedded at once.</summary>
    public int ThreadsPerImage { get; init; }

    /// <summary>When calls that come together become one run, where a GPU runs them.</summary>
    public BatchSettings Batching { get; init; } = BatchSettings.Default;
}
