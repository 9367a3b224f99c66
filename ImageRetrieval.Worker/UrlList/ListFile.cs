using System.IO.Compression;
using System.Security.Cryptography;

namespace ImageRetrieval.Worker.UrlList;

/// <summary>The file of a list, compressed with gzip or not: its first bytes say which.</summary>
internal static class ListFile
{
    private const int BufferBytes = 1 << 16;

    /// <exception cref="UrlListException">The file cannot be opened.</exception>
    internal static Stream Open(string path)
    {
        try
        {
            var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, BufferBytes);
            var isGzip = file.ReadByte() == 0x1F && file.ReadByte() == 0x8B;
            file.Position = 0;
            return isGzip ? new GZipStream(file, CompressionMode.Decompress) : file;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UrlListException($"The list '{path}' cannot be opened: {error.Message}", error);
        }
    }

    /// <exception cref="UrlListException">The file cannot be read.</exception>
    internal static ListFingerprint Fingerprint(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, BufferBytes);
            return new(path, Convert.ToHexStringLower(SHA256.HashData(file)));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UrlListException($"The list '{path}' cannot be opened: {error.Message}", error);
        }
    }
}
