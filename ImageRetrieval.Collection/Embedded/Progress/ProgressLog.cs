using Microsoft.Extensions.Logging;

namespace ImageRetrieval.Collection.Embedded.Progress;

/// <summary>What is logged of the Worker's progress file.</summary>
internal static partial class ProgressLog
{
    [LoggerMessage(10, LogLevel.Warning, "The Worker's progress file cannot be read: {Reason}")]
    internal static partial void Unreadable(ILogger logger, string reason);
}
