namespace ImageRetrieval.LocalHosting.Telemetry.Metrics;

/// <summary>A metric as a line of a list, with the values that each of its dimensions has had.</summary>
internal sealed record InstrumentSummary(
    string Resource, string Meter, string Name, string Description, string Unit, MetricKind Kind, int Series, IReadOnlyDictionary<string, string[]> Dimensions);
