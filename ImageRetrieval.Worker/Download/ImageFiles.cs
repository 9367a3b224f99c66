using System.Security.Cryptography;
using ImageRetrieval.Vision.Decoding;
using ImageRetrieval.Worker.Catalog;
using ImageRetrieval.Worker.Ingest;

namespace ImageRetrieval.Worker.Download;

/// <summary>
/// Downloaded bytes under <c>&lt;data&gt;/images</c>, named by their SHA-256: the same bytes from many URLs are one file,
/// and a name never changes its content.
/// </summary>
internal sealed class ImageFiles(string folder, ImageDecoder decoder)
{
    private readonly string _incoming = Path.Combine(folder, ".incoming");

    /// <summary>Keeps bytes that are an image, under no name yet.</summary>
    /// <param name="bytes">The image.</param>
    /// <param name="incoming">The file that gets its name when it is on disk; null when these bytes are there already.</param>
    /// <exception cref="ImageDecodeException">The header is not that of a supported image.</exception>
    internal StoredImage Store(ReadOnlySpan<byte> bytes, out IncomingFile? incoming)
    {
        var info = decoder.ReadInfo(bytes);
        var stored = new StoredImage(Convert.ToHexStringLower(SHA256.HashData(bytes)), info.Extension, bytes.Length, info.Width, info.Height);
        incoming = IsThere(stored) ? null : Write(bytes, PathOf(stored));
        return stored;
    }

    /// <summary>Removes what an interrupted run left without a name.</summary>
    internal void RemoveIncoming()
    {
        if (Directory.Exists(_incoming))
            Directory.Delete(_incoming, recursive: true);
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

    private IncomingFile Write(ReadOnlySpan<byte> bytes, string final)
    {
        OwnFolder.CreateBelow(Path.GetDirectoryName(folder)!, _incoming);
        OwnFolder.CreateBelow(Path.GetDirectoryName(folder)!, Path.GetDirectoryName(final)!);
        var file = new IncomingFile(Path.Combine(_incoming, $"{Guid.NewGuid():N}"), final);
        try
        {
            using var handle = File.OpenHandle(file.Path, FileMode.CreateNew, FileAccess.Write);
            RandomAccess.Write(handle, bytes, 0);
            return file;
        }
        catch
        {
            // A full disk: the half file would keep it full.
            file.Delete();
            throw;
        }
    }
}
