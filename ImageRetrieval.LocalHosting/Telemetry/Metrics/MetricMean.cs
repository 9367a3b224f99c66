namespace ImageRetrieval.LocalHosting.Telemetry.Metrics;

/// <summary>The mean of a histogram's values since its processes began.</summary>
internal sealed record MetricMean(double Mean, ulong Count);
