namespace ImageRetrieval.Api.Stats;

/// <summary>How long searches took, in milliseconds, of the latest 2,048.</summary>
/// <param name="Count">Searches since the start.</param>
/// <param name="P50Ms">Half took at most this.</param>
/// <param name="P90Ms">Nine of ten took at most this.</param>
/// <param name="P99Ms">99 of 100 took at most this.</param>
/// <param name="MaxMs">The longest.</param>
internal sealed record LatencyAnswer(long Count, double P50Ms, double P90Ms, double P99Ms, double MaxMs);
