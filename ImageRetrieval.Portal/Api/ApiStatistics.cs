namespace ImageRetrieval.Portal.Api;

/// <summary>The part of <c>GET /v1/stats</c> that the page shows.</summary>
/// <param name="Models">The models, in the Api's order.</param>
internal sealed record ApiStatistics(IReadOnlyList<ApiModelStatistics> Models);

/// <summary>Statistics of one model's index and searches.</summary>
/// <param name="Model">Its name.</param>
/// <param name="Count">Indexed images; 0 without a snapshot.</param>
/// <param name="IndexBytes">Size of the snapshot's files.</param>
/// <param name="SnapshotAgeSeconds">Seconds since it was published; null without a snapshot.</param>
/// <param name="Recall">The share of the true nearest neighbours that real searches found; null before the first comparison.</param>
/// <param name="Latency">The duration of searches; null before the first.</param>
internal sealed record ApiModelStatistics(string Model, long Count, long IndexBytes, double? SnapshotAgeSeconds, MeasuredRecall? Recall, MeasuredLatency? Latency);

/// <param name="Recall">0..1.</param>
/// <param name="Queries">Searches that were compared with an exact search.</param>
internal sealed record MeasuredRecall(double Recall, long Queries);

/// <summary>Percentiles of the search duration, in milliseconds.</summary>
internal sealed record MeasuredLatency(long Count, double P50Ms, double P90Ms, double P99Ms);
