namespace ImageRetrieval.Api.Embeddings;

/// <summary>The embeddings of images, in their order.</summary>
/// <param name="Model">The model that computed them.</param>
/// <param name="Space">The embedding space: vectors of one space can be compared, others cannot.</param>
/// <param name="Dimension">Components of each vector.</param>
/// <param name="Embeddings">One entry for each image.</param>
/// <param name="TraceId">Names this request in logs and traces.</param>
internal sealed record EmbeddingsAnswer(string Model, string Space, int Dimension, IReadOnlyList<EmbeddingItem> Embeddings, string TraceId);
