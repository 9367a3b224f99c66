namespace ImageRetrieval.Api.Stats;

/// <summary>How much of the true nearest searches found, compared with exact search.</summary>
/// <param name="Recall">0..1, the mean over the queries.</param>
/// <param name="K">Hits compared per query.</param>
/// <param name="Queries">Queries compared.</param>
/// <param name="SnapshotVersion">The snapshot that was searched.</param>
/// <param name="At">When.</param>
internal sealed record RecallCheck(double Recall, int K, int Queries, string SnapshotVersion, DateTimeOffset At);
