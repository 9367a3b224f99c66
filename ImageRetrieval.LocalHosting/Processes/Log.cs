using Microsoft.Extensions.Logging;

namespace ImageRetrieval.LocalHosting.Processes;

internal static partial class Log
{
    [LoggerMessage(30, LogLevel.Warning, "A connection to port {Port} was not accepted: {Reason}")]
    public static partial void NotAccepted(ILogger logger, int port, string reason);
}
