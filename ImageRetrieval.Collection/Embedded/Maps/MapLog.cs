using Microsoft.Extensions.Logging;

namespace ImageRetrieval.Collection.Embedded.Maps;

/// <summary>What is logged of the published maps.</summary>
internal static partial class MapLog
{
    [LoggerMessage(15, LogLevel.Error, "The map cannot be read: {Reason}")]
    internal static partial void Unreadable(ILogger logger, string reason);
}
