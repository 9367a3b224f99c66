using System.Security.Cryptography;
using ImageRetrieval.Collection.Catalog;

namespace ImageRetrieval.Worker.UrlList;

/// <summary>The file of a list, compressed with gzip or not, which its first bytes show.</summary>
internal static class ListFile
{
    private const int BufferBytes = 1 << 16;

    // Increased when lists are read in another way, so that the next start reads them again.
    private const string ReaderVersion = "2";

    /// <summary>Opens the file as it is.</summary>
    /// <exception cref="UrlListException">It cannot be opened.</exception>
    internal static FileStream Open(string path)
    {
        try
        {
            if (FileStatus.Special(path) is { } special)
                throw new UrlListException($"The list '{path}' is {special}. A list is read more than once: write it to a file.");
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, BufferBytes);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UrlListException($"The list '{path}' cannot be opened: {error.Message}", error);
        }
    }

    /// <summary>The content of a file, unpacked when it is gzip.</summary>
    internal static Stream Content(FileStream file, Stream bytes)
    {
        Span<byte> magic = stackalloc byte[2];
        var isGzip = RandomAccess.Read(file.SafeFileHandle, magic, 0) == 2 && magic is [0x1F, 0x8B];
        return isGzip ? new WholeGzip(bytes) : bytes;
    }

    /// <exception cref="UrlListException">The file cannot be read.</exception>
    internal static ListFingerprint Fingerprint(string path, ListReading reading)
    {
        try
        {
            using var file = Open(path);
            return new(path, $"{ReaderVersion}:{Convert.ToHexStringLower(SHA256.HashData(file))}{reading.Mark}");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UrlListException($"The list '{path}' cannot be read: {error.Message}", error);
        }
    }
}
