namespace ImageRetrieval.Api.Embeddings;

/// <summary>What became of one image: one that cannot be decoded does not spoil the others.</summary>
/// <param name="Status">The HTTP status that it would have alone.</param>
/// <param name="Embedding">A unit vector; null unless the status is 200.</param>
/// <param name="Problem">Why there is none; otherwise null.</param>
internal sealed record EmbeddingItem(int Status, EmbeddingVector? Embedding, string? Problem);
