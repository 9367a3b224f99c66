namespace ImageRetrieval.Vision.Embedding;

/// <summary>What runs a model.</summary>
public enum ExecutionProvider
{
    /// <summary>CUDA when its files are there and it starts, else the CPU.</summary>
    Auto,

    /// <summary>The CPU.</summary>
    Cpu,

    /// <summary>CUDA; loading fails where it cannot be used.</summary>
    Cuda,
}
