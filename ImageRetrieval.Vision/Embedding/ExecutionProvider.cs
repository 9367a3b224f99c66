namespace ImageRetrieval.Vision.Embedding;

/// <summary>The execution provider of a model.</summary>
public enum ExecutionProvider
{
    /// <summary>CUDA when it is installed and works, otherwise the CPU.</summary>
    Auto,

    /// <summary>The CPU.</summary>
    Cpu,

    /// <summary>CUDA; loading fails when it cannot be used.</summary>
    Cuda,
}
