namespace ImageRetrieval.Api;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "Model '{Model}' runs on {Provider}.")]
    internal static partial void ModelLoaded(ILogger logger, string model, string provider);

    [LoggerMessage(2, LogLevel.Information, "{Note}")]
    internal static partial void ProviderNote(ILogger logger, string note);

    [LoggerMessage(3, LogLevel.Information, "Snapshot {Version} of model '{Model}' is current: {Count} images.")]
    internal static partial void Swapped(ILogger logger, string version, string model, int count);

    [LoggerMessage(4, LogLevel.Error, "Snapshot '{Path}' of model '{Model}' is refused, what was current stays: {Reason}")]
    internal static partial void SnapshotRefused(ILogger logger, string path, string model, string reason);

    [LoggerMessage(5, LogLevel.Error, "Model '{Model}' cannot be used: {Reason}")]
    internal static partial void ModelFailed(ILogger logger, string model, string reason);

    [LoggerMessage(6, LogLevel.Error, "The snapshots could not be looked at; the next look is in a moment.")]
    internal static partial void WatchFailed(ILogger logger, Exception error);

    [LoggerMessage(7, LogLevel.Information, "A query image was refused: {Reason} {Detail}")]
    internal static partial void QueryRefused(ILogger logger, string reason, string? detail);

    [LoggerMessage(8, LogLevel.Warning, "The bytes of image '{Id}' are not where the index says: {Path}")]
    internal static partial void BytesMissing(ILogger logger, string id, string path);

    [LoggerMessage(9, LogLevel.Error, "A request failed by an unexpected error.")]
    internal static partial void Unexpected(ILogger logger, Exception error);

    [LoggerMessage(10, LogLevel.Warning, "The Worker's progress file cannot be read: {Reason}")]
    internal static partial void ProgressUnreadable(ILogger logger, string reason);

    [LoggerMessage(11, LogLevel.Information, "{Path} was refused with {Status}: {Reason} {Detail}")]
    internal static partial void Refused(ILogger logger, string path, int status, string reason, string? detail);

    [LoggerMessage(12, LogLevel.Warning, "The thumbnail '{Path}' could not be kept; it is made anew each time: {Reason}")]
    internal static partial void ThumbnailNotKept(ILogger logger, string path, string reason);

    [LoggerMessage(13, LogLevel.Warning, "The Worker does not answer at {Address}: {Reason}")]
    internal static partial void WorkerSilent(ILogger logger, Uri address, string reason);

    [LoggerMessage(14, LogLevel.Error, "The duplicates cannot be read: {Reason}")]
    internal static partial void DuplicatesUnreadable(ILogger logger, string reason);

    [LoggerMessage(30, LogLevel.Warning, "{Note}")]
    internal static partial void StorageNote(ILogger logger, string note);
}
