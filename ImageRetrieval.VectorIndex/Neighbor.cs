namespace ImageRetrieval.VectorIndex;

/// <summary>A vector of a graph and its distance from the query.</summary>
/// <param name="Node">Row number inside this graph, 0 to Count - 1; meaningless in any other graph.</param>
/// <param name="Distance">1 - cosine, 0 to 2; smaller is nearer.</param>
public readonly record struct Neighbor(int Node, float Distance);
