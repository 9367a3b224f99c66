using System.IO.Compression;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Net.Http.Headers;

namespace ImageRetrieval.Api.Docs;

/// <summary>A file of the documentation pages, embedded in an assembly: kept plain and compressed, with a tag for caches.</summary>
internal sealed class DocsFile
{
    private const byte GzipMagic0 = 0x1F;
    private const byte GzipMagic1 = 0x8B;

    private DocsFile(byte[] plain, byte[] gzip, string contentType)
    {
        (Plain, Gzip, ContentType) = (plain, gzip, contentType);
        var digest = Convert.ToHexStringLower(SHA256.HashData(plain))[..16];
        PlainTag = new($"\"{digest}\"");
        GzipTag = new($"\"{digest}-gzip\"");
    }

    internal byte[] Plain { get; }

    internal byte[] Gzip { get; }

    internal string ContentType { get; }

    internal EntityTagHeaderValue PlainTag { get; }

    internal EntityTagHeaderValue GzipTag { get; }

    /// <param name="assembly">Where the file is embedded, plain or compressed with gzip.</param>
    /// <param name="resource">The end of the resource's name, such as <c>.swagger-ui.css</c>.</param>
    /// <param name="contentType">Its type.</param>
    /// <param name="edit">Changes the text; null: it is served as it is embedded.</param>
    /// <exception cref="InvalidOperationException">The assembly does not have exactly one such resource.</exception>
    internal static DocsFile Load(Assembly assembly, string resource, string contentType, Func<string, string>? edit = null)
    {
        var names = assembly.GetManifestResourceNames().Where(name => name.EndsWith(resource, StringComparison.Ordinal)).ToList();
        if (names.Count != 1)
            throw new InvalidOperationException($"{assembly.GetName().Name} has {names.Count} resources named *{resource}; exactly one is required.");
        using var stream = assembly.GetManifestResourceStream(names[0])!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        var isGzip = bytes is [GzipMagic0, GzipMagic1, ..];
        var plain = isGzip ? Decompress(bytes) : bytes;
        if (edit is null)
            return new DocsFile(plain, isGzip ? bytes : Compress(plain), contentType);
        var edited = Encoding.UTF8.GetBytes(edit(Encoding.UTF8.GetString(plain)));
        return new DocsFile(edited, Compress(edited), contentType);
    }

    private static byte[] Decompress(byte[] bytes)
    {
        using var gzip = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
        var plain = new MemoryStream();
        gzip.CopyTo(plain);
        return plain.ToArray();
    }

    private static byte[] Compress(byte[] bytes)
    {
        var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal))
            gzip.Write(bytes);
        return compressed.ToArray();
    }
}
