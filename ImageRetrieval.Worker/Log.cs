namespace ImageRetrieval.Worker;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "The list '{List}' has {Rows} rows; {Images} of them are images.")]
    internal static partial void ListRead(ILogger logger, string list, long rows, long images);

    [LoggerMessage(2, LogLevel.Information, "Model '{Model}' runs on {Provider}; its embeddings have {Dimension} components, {Count} are already stored.")]
    internal static partial void ModelLoaded(ILogger logger, string model, string provider, int dimension, long count);

    [LoggerMessage(3, LogLevel.Information, "{Note}")]
    internal static partial void ProviderNote(ILogger logger, string note);

    [LoggerMessage(4, LogLevel.Information, "Failed with {Reason}: '{Id}' ({Url}). {Detail} Further images with this reason are only counted; /status lists them.")]
    internal static partial void ImageFailed(ILogger logger, string reason, string id, string url, string detail);

    [LoggerMessage(5, LogLevel.Warning, "The last {Bytes} bytes of the embeddings of '{Model}' were partially written and are dropped; their images will be embedded again.")]
    internal static partial void VectorsDropped(ILogger logger, string model, long bytes);

    [LoggerMessage(6, LogLevel.Information, "Snapshot {Version} of model '{Model}' was published: {Count} images, in {Seconds:0.0} s.")]
    internal static partial void Published(ILogger logger, string version, string model, int count, double seconds);

    [LoggerMessage(7, LogLevel.Information, "Snapshot {Version} of model '{Model}' is up to date: {Count} images.")]
    internal static partial void UpToDate(ILogger logger, string version, string model, int count);

    [LoggerMessage(8, LogLevel.Error, "The ingest stopped: {Reason}")]
    internal static partial void Stopped(ILogger logger, string reason);

    [LoggerMessage(9, LogLevel.Information, "The list is done: {Indexed} of {Total} rows are indexed, {Failed} failed{Reasons}{Later}.")]
    internal static partial void Done(ILogger logger, long indexed, long total, long failed, string reasons, string later);

    [LoggerMessage(10, LogLevel.Information, "Model '{Model}': {Received} of {Total} MB of weights.")]
    internal static partial void Weights(ILogger logger, string model, long received, string total);

    [LoggerMessage(11, LogLevel.Information, "{Progress}")]
    internal static partial void Progress(ILogger logger, string progress);

    [LoggerMessage(12, LogLevel.Error, "The ingest stopped because of an unexpected error.")]
    internal static partial void Unexpected(ILogger logger, Exception error);

    [LoggerMessage(13, LogLevel.Warning, "The progress file could not be written: {Reason}")]
    internal static partial void StatusNotWritten(ILogger logger, string reason);

    [LoggerMessage(14, LogLevel.Warning, "Snapshot {Version} of model '{Model}' was rejected: its search found {Recall:0.000} of the exact nearest neighbours, and the minimum is {Floor} (Publish:RecallFloor). The previous snapshot stays in use.")]
    internal static partial void SnapshotRefused(ILogger logger, string version, string model, double recall, double floor);

    [LoggerMessage(15, LogLevel.Information, "Not refreshed because of {Reason}: '{Id}' ({Url}). {Detail} The stored image is kept; further ones with this reason are not logged.")]
    internal static partial void RefreshFailed(ILogger logger, string reason, string id, string url, string detail);

    [LoggerMessage(16, LogLevel.Warning, "{Images} images are left out: the same bytes come from more than {Urls} URLs (Ingest:PlaceholderUrls).")]
    internal static partial void PlaceholdersLeftOut(ILogger logger, int images, int urls);

    [LoggerMessage(17, LogLevel.Warning, "The system sends no events for '{Path}', so it is read in full every Ingest:WatchPollSeconds: {Reason}")]
    internal static partial void NotWatched(ILogger logger, string path, string reason);

    [LoggerMessage(18, LogLevel.Information, "Command: {Command}.")]
    internal static partial void Command(ILogger logger, string command);

    [LoggerMessage(19, LogLevel.Debug, "Failed with {Reason}: '{Id}' ({Url}). {Detail}")]
    internal static partial void AnotherImageFailed(ILogger logger, string reason, string id, string url, string detail);

    [LoggerMessage(20, LogLevel.Debug, "Not refreshed because of {Reason}: '{Id}' ({Url}). {Detail}")]
    internal static partial void AnotherRefreshFailed(ILogger logger, string reason, string id, string url, string detail);

    [LoggerMessage(21, LogLevel.Error, "An unexpected error with '{Id}' ({Url}); the other images are not affected. Errors of the same kind are not logged again in this pass.")]
    internal static partial void RowUnexpected(ILogger logger, string id, string url, Exception error);

    [LoggerMessage(22, LogLevel.Critical, "The data folder '{Path}' was moved, removed or replaced while the Worker was running; it stops with exit code 1. Nothing more is written to that path. Restart the Worker with the current path of the folder (--data).")]
    internal static partial void DataFolderGone(ILogger logger, string path);

    [LoggerMessage(23, LogLevel.Warning, "Stopped by {Signal}: {Undone} The next start resumes there. The exit code is {ExitCode}.")]
    internal static partial void Interrupted(ILogger logger, string signal, string undone, int exitCode);

    [LoggerMessage(24, LogLevel.Warning, "{Bytes} bytes of the embeddings of '{Model}' are damaged; their images will be embedded again. Check the disk.")]
    internal static partial void VectorsSkipped(ILogger logger, string model, long bytes);

    [LoggerMessage(25, LogLevel.Warning, "The last {Bytes} bytes of the fingerprints were partially written, and {Damaged} of them are damaged; they will be recomputed.")]
    internal static partial void FingerprintsDropped(ILogger logger, long bytes, int damaged);

    [LoggerMessage(26, LogLevel.Information, "Duplicates of snapshot {Version} of model '{Model}': {Pairs} pairs among {Contents} different files, in {Seconds:0.0} s.")]
    internal static partial void DuplicatesFound(ILogger logger, string model, string version, int pairs, int contents, double seconds);

    [LoggerMessage(27, LogLevel.Warning, "Repeating the search for duplicates: {Reason}")]
    internal static partial void DuplicatesUnreadable(ILogger logger, string reason);

    [LoggerMessage(28, LogLevel.Information, "Map of snapshot {Version} of model '{Model}': {Images} images in {Clusters} clusters, in {Seconds:0.0} s.")]
    internal static partial void MapMade(ILogger logger, string version, string model, int images, int clusters, double seconds);

    [LoggerMessage(29, LogLevel.Warning, "Computing a new map, because the published one cannot be continued: {Reason}")]
    internal static partial void MapUnreadable(ILogger logger, string reason);

    [LoggerMessage(31, LogLevel.Warning, "The map of snapshot {Version} of model '{Model}' failed, and is retried in the next pass: {Reason}")]
    internal static partial void MapFailed(ILogger logger, string version, string model, string reason);

    [LoggerMessage(32, LogLevel.Information, "There is no map of model '{Model}': it has more than {Limit} images (Map:MaxImages).")]
    internal static partial void NoMap(ILogger logger, string model, int limit);

    [LoggerMessage(30, LogLevel.Warning, "{Note}")]
    internal static partial void StorageNote(ILogger logger, string note);

    [LoggerMessage(40, LogLevel.Information, "The list '{List}' is read as {Encoding}: {Why}. To use another encoding, set Ingest:ListEncoding.")]
    internal static partial void ListEncoding(ILogger logger, string list, string encoding, string why);

    [LoggerMessage(41, LogLevel.Error, "{Problem}")]
    internal static partial void ListRefused(ILogger logger, string problem);

    [LoggerMessage(42, LogLevel.Information, "The list '{List}' has columns whose values are not single values; they are ignored: {Columns}.")]
    internal static partial void ColumnsLeftOut(ILogger logger, string list, string columns);

    [LoggerMessage(43, LogLevel.Information, "The list '{List}': the image URLs are in column '{UrlColumn}', the ids {Ids}.")]
    internal static partial void ListColumns(ILogger logger, string list, string urlColumn, string ids);
}
