using System.Security.Cryptography;
using ImageRetrieval.Vision.Decoding;
using ImageRetrieval.Worker.Catalog;

namespace ImageRetrieval.Worker.Download;

/// <summary>
/// Downloaded bytes under <c>&lt;data&gt;/images</c>, named by their SHA-256: the same bytes from many URLs are one file,
/// and a name never changes its content.
/// </summary>
internal sealed class ImageFiles(string folder, ImageDecoder decoder)
{
    /// <summary>Keeps bytes that are an image.</summary>
    /// <exception cref="ImageDecodeException">The header is not that of a supported image.</exception>
    internal StoredImage Store(ReadOnlySpan<byte> bytes)
    {
        var info = decoder.ReadInfo(bytes);
        var stored = new StoredImage(Convert.ToHexStringLower(SHA256.HashData(bytes)), info.Extension, bytes.Length, info.Width, info.Height);
        var path = PathOf(stored);
        if (!IsThere(stored))
            Write(path, bytes);
        return stored;
    }

    internal bool IsThere(StoredImage image) => new FileInfo(PathOf(image)) is { Exists: true } file && file.Length == image.Bytes;

    /// <summary>The bytes of a stored image; null when its file is gone.</summary>
    internal ReceivedBytes? Read(StoredImage image)
    {
        var bytes = new ReceivedBytes((int)image.Bytes + 1);
        try
        {
            using var file = File.OpenHandle(PathOf(image));
            while (RandomAccess.Read(file, bytes.Room().Span, bytes.Length) is var read and > 0)
                bytes.Advance(read);
            return bytes;
        }
        catch (Exception error)
        {
            bytes.Dispose();
            if (error is FileNotFoundException or DirectoryNotFoundException)
                return null;
            throw;
        }
    }

    internal string PathOf(StoredImage image) => Path.Combine(folder, image.Sha256[..2], image.Sha256[2..] + image.Extension);

    private static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        var parent = Path.GetDirectoryName(path)!;
        Directory.CreateDirectory(parent);
        // Another name until the bytes are on disk: a kill never leaves half an image under a full name.
        var temporary = Path.Combine(parent, $".{Guid.NewGuid():N}");
        try
        {
            using (var file = File.OpenHandle(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                RandomAccess.Write(file, bytes, 0);
                RandomAccess.FlushToDisk(file);
            }
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            // A full disk: the half file would keep it full.
            File.Delete(temporary);
            throw;
        }
    }
}
