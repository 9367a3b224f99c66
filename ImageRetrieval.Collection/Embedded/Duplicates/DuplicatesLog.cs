using Microsoft.Extensions.Logging;

namespace ImageRetrieval.Collection.Embedded.Duplicates;

/// <summary>What is logged of the published duplicates.</summary>
internal static partial class DuplicatesLog
{
    [LoggerMessage(14, LogLevel.Error, "The duplicates cannot be read: {Reason}")]
    internal static partial void Unreadable(ILogger logger, string reason);
}
