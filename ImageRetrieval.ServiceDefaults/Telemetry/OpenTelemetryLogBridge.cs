using Microsoft.Extensions.Logging;

namespace ImageRetrieval.ServiceDefaults.Telemetry;

/// <summary>Gives the service's log messages to OpenTelemetry's own logger factory.</summary>
internal sealed class OpenTelemetryLogBridge(ILoggerFactory telemetry) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => telemetry.CreateLogger(categoryName);

    // The factory belongs to the SDK, which flushes it after the last message.
    public void Dispose()
    {
    }
}
