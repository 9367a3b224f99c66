namespace ImageRetrieval.Collection.Embeddings;

/// <summary>A model and the space of its embeddings.</summary>
/// <param name="Model">The model's name, under which its index is published.</param>
/// <param name="Space">The embedding space, an opaque string: embeddings of different spaces are never compared.</param>
/// <param name="Dimension">Components of an embedding, 1 to 65,536.</param>
public sealed record ModelSpace(string Model, string Space, int Dimension);
