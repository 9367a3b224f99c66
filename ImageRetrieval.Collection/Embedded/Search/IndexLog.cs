using Microsoft.Extensions.Logging;

namespace ImageRetrieval.Collection.Embedded.Search;

/// <summary>What is logged of the snapshots.</summary>
internal static partial class IndexLog
{
    [LoggerMessage(3, LogLevel.Information, "Snapshot {Version} of model '{Model}' is current: {Count} images.")]
    internal static partial void Swapped(ILogger logger, string version, string model, int count);

    [LoggerMessage(4, LogLevel.Error, "Snapshot '{Path}' of model '{Model}' was rejected; the current one stays in use: {Reason}")]
    internal static partial void SnapshotRefused(ILogger logger, string path, string model, string reason);

    [LoggerMessage(5, LogLevel.Error, "Model '{Model}' cannot be used: {Reason}")]
    internal static partial void ModelFailed(ILogger logger, string model, string reason);

    [LoggerMessage(6, LogLevel.Error, "The snapshots could not be read; the next attempt follows shortly.")]
    internal static partial void WatchFailed(ILogger logger, Exception error);
}
