namespace ImageRetrieval.VectorIndex;

/// <summary>What the nodes of a graph are compared by.</summary>
/// <param name="Vectors">One row a node.</param>
/// <param name="Codes">What is walked by: one row a node, of all components or of projected vectors; the default value without codes.</param>
internal readonly record struct GraphRows(VectorRows Vectors, CodeRows Codes)
{
    /// <summary>What <see cref="Codes"/> are projected by; null when they are of all components.</summary>
    public Projection? Projection { get; init; }

    /// <summary>Codes of all components beside projected ones; the default value without a projection.</summary>
    public CodeRows WholeCodes { get; init; }
}
