namespace ImageRetrieval.Api.Embeddings;

/// <summary>The stored embedding of an indexed image.</summary>
/// <param name="Id">The image.</param>
/// <param name="Model">The model that computed it.</param>
/// <param name="Space">The embedding space: vectors of one space can be compared, others cannot.</param>
/// <param name="Dimension">Components of the vector.</param>
/// <param name="Embedding">A unit vector.</param>
internal sealed record ImageEmbeddingAnswer(string Id, string Model, string Space, int Dimension, EmbeddingVector Embedding);
