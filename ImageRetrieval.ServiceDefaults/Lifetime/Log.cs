using Microsoft.Extensions.Logging;

namespace ImageRetrieval.ServiceDefaults.Lifetime;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Critical, "{Problem}")]
    internal static partial void CannotStart(ILogger logger, string problem);
}
