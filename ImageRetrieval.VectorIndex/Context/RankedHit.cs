namespace ImageRetrieval.VectorIndex;

/// <summary>A search result ranked by context.</summary>
/// <param name="ImageId">The image's public name.</param>
/// <param name="Score">Cosine of the angle between the two embeddings, -1 to 1.</param>
/// <param name="RankScore">The value by which hits are ranked, larger first; it has no fixed range. Null for hits after the ranked ones, which follow by score.</param>
/// <param name="Shared">How many of its ten nearest neighbours are among the query's ten nearest; 0 without a rank score.</param>
public readonly record struct RankedHit(string ImageId, float Score, float? RankScore, int Shared);
