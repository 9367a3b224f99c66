namespace ImageRetrieval.Vision.Embedding;

/// <summary>What a model's embedding is made of: one network's unit vector, times a weight.</summary>
/// <param name="Model">Name of the model that the network is when it is used alone.</param>
/// <param name="Space">The space of its vectors.</param>
/// <param name="Weight">What they are multiplied by before they stand side by side; 1 in a model that is no combination.</param>
public sealed record ModelPart(string Model, EmbeddingSpace Space, double Weight);
