using System.Buffers;
using System.Security.Cryptography;
using ImageRetrieval.Collection.Catalog;
using ImageRetrieval.Collection.Images;

namespace ImageRetrieval.Collection.Embedded.Images;

/// <summary>
/// Downloaded bytes under <c>&lt;data&gt;/images</c>, named by their SHA-256: the same bytes of many URLs are one file, and a
/// name never changes its content.
/// </summary>
internal sealed class ImageFiles(DataLayout layout) : IImageStore
{
    private readonly string _incoming = Path.Combine(layout.Images, ".incoming");

    public ValueTask<KeptImage> KeepAsync(ReadOnlyMemory<byte> bytes, string extension, int width, int height, CancellationToken token)
    {
        var image = new StoredImage(Convert.ToHexStringLower(SHA256.HashData(bytes.Span)), extension, bytes.Length, width, height);
        return ValueTask.FromResult(IsThere(image) ? new KeptImage(image) : new IncomingImage(image, Write(bytes.Span, PathOf(image))));
    }

    public ValueTask<bool> ReadAsync(StoredImage image, IBufferWriter<byte> into, CancellationToken token)
    {
        try
        {
            using var file = File.OpenHandle(PathOf(image));
            for (var at = 0L; RandomAccess.Read(file, into.GetSpan(), at) is var read and > 0; at += read)
                into.Advance(read);
            return ValueTask.FromResult(true);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return ValueTask.FromResult(false);
        }
    }

    public ValueTask RemoveStagedAsync(CancellationToken token)
    {
        if (Directory.Exists(_incoming))
            Directory.Delete(_incoming, recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>Whether all bytes are there, by the length of their file.</summary>
    internal bool IsThere(StoredImage image) => new FileInfo(PathOf(image)) is { Exists: true } file && file.Length == image.Bytes;

    internal string PathOf(StoredImage image) => layout.ImageOf(image.Sha256, image.Extension);

    private IncomingFile Write(ReadOnlySpan<byte> bytes, string final)
    {
        DataFolder.CreateBelow(layout, _incoming);
        DataFolder.CreateBelow(layout, Path.GetDirectoryName(final)!);
        var file = new IncomingFile(Path.Combine(_incoming, $"{Guid.NewGuid():N}"), final);
        try
        {
            using var handle = File.OpenHandle(file.Path, FileMode.CreateNew, FileAccess.Write);
            RandomAccess.Write(handle, bytes, 0);
            return file;
        }
        catch
        {
            // On a full disk, a partial file would keep it full.
            file.Delete();
            throw;
        }
    }
}
