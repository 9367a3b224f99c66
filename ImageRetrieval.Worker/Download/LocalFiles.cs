using ImageRetrieval.Collection.Catalog;
using ImageRetrieval.Worker.Ingest;
using ImageRetrieval.Worker.UrlList;

namespace ImageRetrieval.Worker.Download;

/// <summary>Images that are files of this machine, read only under the folders that the user has named.</summary>
internal sealed class LocalFiles(IngestOptions options)
{
    private readonly string[] _roots = [.. options.Roots.Select(RealRoot).OfType<string>()];

    /// <summary>The bytes of a file.</summary>
    /// <exception cref="DownloadFailure">It is not there, not allowed, too large, or cannot be read.</exception>
    internal async Task<ReceivedBytes> ReadAsync(string url, CancellationToken token)
    {
        if (!FileUrl.TryParse(url, out var named, out var problem))
            throw new DownloadFailure(FailureReason.InvalidUrl, false, problem);
        var path = Allowed(named);
        var received = default(ReceivedBytes);
        try
        {
            await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, useAsync: false);
            if (file.Length > options.MaxImageBytes)
                throw new DownloadFailure(FailureReason.TooLarge, false, $"The file has {file.Length} bytes; the limit is {options.MaxImageBytes} bytes (Ingest:MaxImageBytes).");
            received = new ReceivedBytes((int)file.Length + 1);
            while (received.Length <= options.MaxImageBytes && await file.ReadAsync(received.Room(), token) is var read and > 0)
                received.Advance(read);
            return received;
        }
        catch (Exception error)
        {
            received?.Dispose();
            throw error switch
            {
                FileNotFoundException or DirectoryNotFoundException => new DownloadFailure(FailureReason.FileNotFound, true, "The file does not exist.", inner: error),
                IOException or UnauthorizedAccessException => new DownloadFailure(FailureReason.FileUnreadable, true, "The file cannot be read.", inner: error),
                _ => error,
            };
        }
    }

    private string Allowed(string path)
    {
        string real;
        try
        {
            real = RealPath.Of(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DownloadFailure(FailureReason.FileUnreadable, true, $"The file cannot be read: {error.Message}", inner: error);
        }
        catch (ArgumentException error)
        {
            throw new DownloadFailure(FailureReason.InvalidUrl, false, "The path of the file URL contains a character that is not allowed in a path.", inner: error);
        }
        if (!_roots.Any(root => real.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal)))
            throw new DownloadFailure(FailureReason.ForbiddenPath, false, "The file is not under an allowed folder: name its folder in Ingest:AllowedRoots.");
        if (FileStatus.Special(real) is { } special)
            throw new DownloadFailure(FailureReason.FileUnreadable, false, $"The file is {special}, not a picture.");
        return real;
    }

    // A root that cannot be read now allows nothing, and each of its files fails as unreadable.
    private static string? RealRoot(string root)
    {
        try
        {
            return Path.TrimEndingDirectorySeparator(RealPath.Of(root));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
