using System.Collections.Concurrent;
using ImageRetrieval.Collection.Catalog;

namespace ImageRetrieval.Worker.Ingest;

/// <summary>Logs failed images: the first of a pass for each reason, and the others at debug level. /status has them all. Thread-safe.</summary>
internal sealed class FailureLog(ILogger logger)
{
    private readonly ConcurrentDictionary<(FailureReason Reason, bool Refresh), bool> _told = new();
    private readonly ConcurrentDictionary<string, bool> _unexpected = new(StringComparer.Ordinal);

    internal void Failed(ImageSource source, FailureReason reason, string detail)
    {
        if (_told.TryAdd((reason, false), true))
            Log.ImageFailed(logger, reason.Name(), source.ImageId, ImageUrl.Shown(source.Url), detail);
        else
            Log.AnotherImageFailed(logger, reason.Name(), source.ImageId, ImageUrl.Shown(source.Url), detail);
    }

    internal void NotRefreshed(ImageSource source, FailureReason reason, string detail)
    {
        if (_told.TryAdd((reason, true), true))
            Log.RefreshFailed(logger, reason.Name(), source.ImageId, ImageUrl.Shown(source.Url), detail);
        else
            Log.AnotherRefreshFailed(logger, reason.Name(), source.ImageId, ImageUrl.Shown(source.Url), detail);
    }

    /// <summary>An error of the program that one row triggered: with its stack, once for each kind.</summary>
    internal void Unexpected(ImageSource source, Exception error)
    {
        if (_unexpected.TryAdd($"{error.GetType()} {error.StackTrace}", true))
            Log.RowUnexpected(logger, source.ImageId, ImageUrl.Shown(source.Url), error);
    }
}
