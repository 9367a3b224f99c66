namespace ImageRetrieval.Vision.Embedding;

/// <summary>A part of a model's embedding: one network's unit vector, times a weight.</summary>
/// <param name="Model">Name of the model that the network is when it is used alone.</param>
/// <param name="Space">The space of its vectors.</param>
/// <param name="Weight">The factor of its vectors before they are concatenated; 1 unless the model is a combination.</param>
public sealed record ModelPart(string Model, EmbeddingSpace Space, double Weight);
