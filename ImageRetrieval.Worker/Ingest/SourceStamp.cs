using ImageRetrieval.Collection.Catalog;
using ImageRetrieval.Worker.UrlList;

namespace ImageRetrieval.Worker.Ingest;

/// <summary>
/// What a source's name stands for at a moment: where its links lead, and the size and time of the list, or which folder it
/// is, that lies there. Events tell of
/// a folder's own entries alone, not of what lies behind a link or on another machine.
/// </summary>
internal static class SourceStamp
{
    /// <param name="path">Full path of a list or a folder.</param>
    internal static string Of(string path)
    {
        try
        {
            var real = RealPath.Of(path);
            var file = new FileInfo(real);
            return file.Exists ? $"{real}|{file.Length}|{file.LastWriteTimeUtc.Ticks}" : $"{real}|{FileStatus.Identity(real)}";
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return error.Message;
        }
    }

    /// <summary>As <see cref="Of"/>, with everything in a folder: for one that sends no events.</summary>
    internal static string OfAll(string path, string dataFolder)
    {
        try
        {
            return Directory.Exists(path) ? new FolderReader(path, dataFolder).Fingerprint().Fingerprint : Of(path);
        }
        catch (UrlListException error)
        {
            return error.Message;
        }
    }
}
