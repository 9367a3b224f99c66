using ImageRetrieval.Collection.Catalog;
using ImageRetrieval.Worker.UrlList;

namespace ImageRetrieval.Worker.Ingest;

/// <summary>
/// The state of a source at a moment: where its links lead, and the size and time of the list there, or the identity of the
/// folder. Events cover only a folder's own entries, not what is behind a link or on another machine.
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

    /// <summary>As <see cref="Of"/>, with everything in a folder: for folders that send no events.</summary>
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
