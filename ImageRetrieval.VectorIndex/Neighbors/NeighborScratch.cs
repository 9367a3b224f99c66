namespace ImageRetrieval.VectorIndex;

/// <summary>The working memory of a search by codes of neighbours.</summary>
/// <param name="components">Components of a code.</param>
internal sealed class NeighborScratch(int components)
{
    public NeighborQuery Query { get; } = new(components);

    public NeighborPool Pool { get; } = new();
}
