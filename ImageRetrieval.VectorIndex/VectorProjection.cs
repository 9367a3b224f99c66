namespace ImageRetrieval.VectorIndex;

/// <summary>Whether a graph is built and searched by projected vectors.</summary>
public enum VectorProjection
{
    /// <summary>By all components.</summary>
    None,

    /// <summary>By a projection learned from the vectors, of the least length that keeps the neighbours; by all components where none does.</summary>
    Automatic,
}
