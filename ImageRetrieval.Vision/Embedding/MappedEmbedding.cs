namespace ImageRetrieval.Vision.Embedding;

/// <summary>An embedding and the map that it comes from.</summary>
/// <param name="Embedding">The unit vector, as <see cref="EmbeddingModel"/> gives it.</param>
/// <param name="Map">The features by position.</param>
public sealed record MappedEmbedding(float[] Embedding, FeatureMap Map);
