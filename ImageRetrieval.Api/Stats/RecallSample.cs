namespace ImageRetrieval.Api.Stats;

/// <summary>A real query and what a search found for it.</summary>
/// <param name="Model">The model.</param>
/// <param name="SnapshotVersion">The snapshot that was searched.</param>
/// <param name="Embedding">What was searched with.</param>
/// <param name="Scores">Of what was found, descending.</param>
internal sealed record RecallSample(string Model, string SnapshotVersion, float[] Embedding, IReadOnlyList<float> Scores);
