namespace ImageRetrieval.VectorIndex;

/// <summary>An image that a search found.</summary>
/// <param name="ImageId">The image's public name.</param>
/// <param name="Score">Cosine of the angle between the two embeddings, -1 to 1; larger is nearer.</param>
public readonly record struct SearchHit(string ImageId, float Score);
