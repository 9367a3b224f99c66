namespace ImageRetrieval.Api.Stats;

/// <summary>One model in the answer of <c>GET /v1/stats</c>.</summary>
/// <param name="Model">Its name.</param>
/// <param name="Count">Indexed images; 0 without a snapshot.</param>
/// <param name="Dimension">Components of an embedding; 0 without a snapshot.</param>
/// <param name="IndexBytes">Bytes of the snapshot's files, mapped into memory.</param>
/// <param name="SnapshotVersion">The current snapshot; null when there is none.</param>
/// <param name="SnapshotAgeSeconds">Seconds since it was published.</param>
/// <param name="Recall">The last comparison of searches with exact search; null before the first.</param>
/// <param name="Latency">How long searches took; null before the first.</param>
/// <param name="CachedFilters">Filters that are kept for the current snapshot.</param>
internal sealed record ModelStats(
    string Model,
    int Count,
    int Dimension,
    long IndexBytes,
    string? SnapshotVersion,
    double? SnapshotAgeSeconds,
    RecallCheck? Recall,
    LatencyAnswer? Latency,
    int CachedFilters);
