namespace ImageRetrieval.Api.Stats;

/// <summary>The share of the exact nearest neighbours that searches found.</summary>
/// <param name="Recall">0..1, the mean over the queries.</param>
/// <param name="K">Hits compared per query.</param>
/// <param name="Queries">Queries compared.</param>
/// <param name="SnapshotVersion">The snapshot that was searched.</param>
/// <param name="At">When.</param>
internal sealed record RecallCheck(double Recall, int K, int Queries, string SnapshotVersion, DateTimeOffset At);
