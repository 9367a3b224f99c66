namespace ImageRetrieval.Api;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "Model '{Model}' runs on {Provider}.")]
    internal static partial void ModelLoaded(ILogger logger, string model, string provider);

    [LoggerMessage(2, LogLevel.Information, "{Note}")]
    internal static partial void ProviderNote(ILogger logger, string note);

    [LoggerMessage(7, LogLevel.Information, "A query image was rejected: {Reason} {Detail}")]
    internal static partial void QueryRefused(ILogger logger, string reason, string? detail);

    [LoggerMessage(8, LogLevel.Warning, "The bytes of image '{Id}' are not where the index says: {Path}")]
    internal static partial void BytesMissing(ILogger logger, string id, string path);

    [LoggerMessage(9, LogLevel.Error, "A request failed because of an unexpected error.")]
    internal static partial void Unexpected(ILogger logger, Exception error);

    [LoggerMessage(11, LogLevel.Information, "{Path} was rejected with status {Status}: {Reason} {Detail}")]
    internal static partial void Refused(ILogger logger, string path, int status, string reason, string? detail);

    [LoggerMessage(13, LogLevel.Warning, "The Worker at {Address} is not responding: {Reason}")]
    internal static partial void WorkerSilent(ILogger logger, Uri address, string reason);

    [LoggerMessage(14, LogLevel.Warning, "Snapshot {Version} of model '{Model}' was requested and cannot be used: {Reason}")]
    internal static partial void SnapshotUnusable(ILogger logger, string version, string model, string reason);

    [LoggerMessage(30, LogLevel.Warning, "{Note}")]
    internal static partial void StorageNote(ILogger logger, string note);
}
