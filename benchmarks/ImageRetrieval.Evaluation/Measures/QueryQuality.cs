namespace ImageRetrieval.Evaluation.Measures;

/// <summary>How good the answer to one query is.</summary>
/// <param name="AveragePrecision">Over the ranking, itself left out.</param>
/// <param name="PrecisionAt10">Share of relevant images among the first 10, or among all others when they are fewer.</param>
/// <param name="RecallAt1">Whether the nearest other image is relevant.</param>
internal readonly record struct QueryQuality(AveragePrecision AveragePrecision, double PrecisionAt10, bool RecallAt1);
