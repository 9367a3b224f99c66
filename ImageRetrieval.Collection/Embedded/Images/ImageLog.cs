using Microsoft.Extensions.Logging;

namespace ImageRetrieval.Collection.Embedded.Images;

/// <summary>What is logged of images and thumbnails.</summary>
internal static partial class ImageLog
{
    [LoggerMessage(12, LogLevel.Warning, "The thumbnail '{Path}' could not be cached and is recomputed for each request: {Reason}")]
    internal static partial void ThumbnailNotKept(ILogger logger, string path, string reason);
}
