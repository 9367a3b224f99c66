namespace ImageRetrieval.LocalHosting.Telemetry;

/// <summary>The service that sent telemetry, and which of its processes.</summary>
internal readonly record struct Sender(string Resource, string Instance);
