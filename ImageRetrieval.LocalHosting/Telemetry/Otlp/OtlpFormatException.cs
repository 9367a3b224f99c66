namespace ImageRetrieval.LocalHosting.Telemetry.Otlp;

/// <summary>A body that is no OTLP message.</summary>
internal sealed class OtlpFormatException(string message) : Exception(message);
