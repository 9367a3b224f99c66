namespace ImageRetrieval.LocalHosting.Telemetry;

/// <summary>How much has come of each signal: a page asks again when its number has grown.</summary>
internal sealed record TelemetryVersion(long Spans, long Logs, long Points);
