namespace ImageRetrieval.VectorIndex;

/// <summary>What a graph is built and searched with. Results have exact float32 distances in both cases.</summary>
public enum VectorCodes
{
    /// <summary>The float32 vectors themselves.</summary>
    None,

    /// <summary>
    /// One byte per component: a quarter of the memory traffic, which limits the speed of searches. The nearest candidates are re-ranked
    /// in float32.
    /// </summary>
    EightBit,
}
