namespace ImageRetrieval.VectorIndex;

/// <summary>An embedding that a search found, by the first of the images that have it.</summary>
/// <param name="Position">For <see cref="Snapshot.GetItem"/>.</param>
/// <param name="Score">Cosine of the angle between the two embeddings, -1 to 1; larger is nearer.</param>
public readonly record struct PositionHit(int Position, float Score);
