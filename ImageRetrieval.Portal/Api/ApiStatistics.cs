namespace ImageRetrieval.Portal.Api;

/// <summary>What the page shows of <c>GET /v1/stats</c>.</summary>
/// <param name="Models">The models, in the Api's order.</param>
internal sealed record ApiStatistics(IReadOnlyList<ApiModelStatistics> Models);

/// <summary>The index of one model and the searches in it.</summary>
/// <param name="Model">Its name.</param>
/// <param name="Count">Indexed images; 0 without a snapshot.</param>
/// <param name="IndexBytes">Size of the snapshot's files.</param>
/// <param name="SnapshotAgeSeconds">Since it was published; null without a snapshot.</param>
/// <param name="Recall">The share of the true nearest that real searches found; null before the first comparison.</param>
/// <param name="Latency">How long searches took; null before the first.</param>
internal sealed record ApiModelStatistics(string Model, long Count, long IndexBytes, double? SnapshotAgeSeconds, MeasuredRecall? Recall, MeasuredLatency? Latency);

/// <param name="Recall">0..1.</param>
/// <param name="Queries">Searches that were compared with an exact one.</param>
internal sealed record MeasuredRecall(double Recall, long Queries);

/// <summary>Milliseconds that so many of a hundred searches took at most.</summary>
internal sealed record MeasuredLatency(long Count, double P50Ms, double P90Ms, double P99Ms);
