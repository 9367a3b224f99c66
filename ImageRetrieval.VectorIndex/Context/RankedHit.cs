namespace ImageRetrieval.VectorIndex;

/// <summary>An image that a search found and ordered by its context.</summary>
/// <param name="ImageId">The image's public name.</param>
/// <param name="Score">Cosine of the angle between the two embeddings, -1 to 1.</param>
/// <param name="RankScore">What the order follows, larger first; it has no fixed range. Null behind those that were ordered, which follow by score.</param>
/// <param name="Shared">How many of its ten nearest others are among the query's ten nearest; 0 without a rank score.</param>
public readonly record struct RankedHit(string ImageId, float Score, float? RankScore, int Shared);
