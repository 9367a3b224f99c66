namespace ImageRetrieval.LocalHosting.Telemetry;

/// <summary>What a body holds.</summary>
internal enum TelemetrySignal
{
    Traces,
    Logs,
    Metrics,
}
