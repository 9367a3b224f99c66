namespace ImageRetrieval.VectorIndex;

/// <summary>An embedding that a search found, identified by its first image.</summary>
/// <param name="Position">For <see cref="Snapshot.GetItem"/>.</param>
/// <param name="Score">Cosine of the angle between the two embeddings, -1 to 1; larger is nearer.</param>
public readonly record struct PositionHit(int Position, float Score);
