using Microsoft.Extensions.Logging;

namespace ImageRetrieval.LocalHosting.Telemetry;

internal static partial class Log
{
    [LoggerMessage(20, LogLevel.Information, "The telemetry in '{File}' was read up to a half record and is cut off there: {Reason}")]
    public static partial void HalfRecord(ILogger logger, string file, string reason);

    [LoggerMessage(21, LogLevel.Warning, "Telemetry is no longer written to '{Folder}': {Reason} It is still shown; a restart will not find it.")]
    public static partial void JournalEnded(ILogger logger, string folder, string reason);
}
