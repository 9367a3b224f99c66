namespace ImageRetrieval.VectorIndex;

/// <summary>What a graph is built and searched with. Answers carry exact float32 distances either way.</summary>
public enum VectorCodes
{
    /// <summary>The float32 vectors themselves.</summary>
    None,

    /// <summary>
    /// One byte a component: a quarter of the memory traffic, which is what limits a search. The nearest of what the codes
    /// find are measured again in float32.
    /// </summary>
    EightBit,
}
