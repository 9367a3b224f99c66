using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ImageRetrieval.Collection.Maps;

namespace ImageRetrieval.Collection.Embedded.Maps;

/// <summary>
/// The file of a map, little-endian; docs/map.md has the table. A header of 32 bytes, the head (JSON), x, y, clusters, ids, and SHA-256
/// of all before it. It is written whole under a temporary name and then renamed, so readers see the old one or the new one.
/// </summary>
internal static class MapFile
{
    private const int Format = 1;
    private const int HeaderBytes = 32;

    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web);

    private static ReadOnlySpan<byte> Magic => "IR-MAPS\n"u8;

    /// <exception cref="IOException">It cannot be written; the previous one is kept.</exception>
    internal static void Write(string path, MapHead head, IReadOnlyList<string> ids, ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<sbyte> clusters)
    {
        var text = JsonSerializer.SerializeToUtf8Bytes(head, s_json);
        using var bytes = new MemoryStream();
        Span<byte> header = stackalloc byte[HeaderBytes];
        header.Clear();
        Magic.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header[8..], Format);
        BinaryPrimitives.WriteInt32LittleEndian(header[12..], text.Length);
        BinaryPrimitives.WriteInt32LittleEndian(header[16..], ids.Count);
        bytes.Write(header);
        bytes.Write(text);
        Write(bytes, x);
        Write(bytes, y);
        bytes.Write(MemoryMarshal.AsBytes(clusters));
        foreach (var id in ids)
        {
            var name = Encoding.UTF8.GetBytes(id);
            BinaryPrimitives.WriteInt32LittleEndian(header, name.Length);
            bytes.Write(header[..sizeof(int)]);
            bytes.Write(name);
        }
        var content = bytes.GetBuffer().AsSpan(0, (int)bytes.Length);
        Replace(path, content, SHA256.HashData(content));
    }

    /// <summary>Reads a map; null when there is none.</summary>
    /// <exception cref="MapException">It is damaged, or of another format.</exception>
    internal static PublishedMap? Read(string path)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        if (bytes.Length < HeaderBytes + SHA256.HashSizeInBytes || !bytes.AsSpan().StartsWith(Magic))
            throw new MapException($"'{path}' is not a map: remove it, and the Worker creates it again.");
        var format = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(8));
        if (format != Format)
            throw new MapException($"'{path}' is format {format}; this build reads {Format}: run the Worker of this version.");
        var content = bytes.AsSpan(0, bytes.Length - SHA256.HashSizeInBytes);
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(content, digest);
        if (!digest.SequenceEqual(bytes.AsSpan(content.Length)))
            throw Damaged(path, null);
        try
        {
            return Parse(content, Convert.ToHexStringLower(digest[..8]));
        }
        catch (Exception error) when (error is JsonException or ArgumentException)
        {
            throw Damaged(path, error);
        }
    }

    private static PublishedMap Parse(ReadOnlySpan<byte> content, string version)
    {
        var (headBytes, count) = (BinaryPrimitives.ReadInt32LittleEndian(content[12..]), BinaryPrimitives.ReadInt32LittleEndian(content[16..]));
        var head = JsonSerializer.Deserialize<MapHead>(content.Slice(HeaderBytes, headBytes), s_json)!;
        var rest = content[(HeaderBytes + headBytes)..];
        var (x, y, ids) = (Floats(ref rest, count), Floats(ref rest, count), new string[count]);
        var clusters = MemoryMarshal.Cast<byte, sbyte>(rest[..count]).ToArray();
        rest = rest[count..];
        for (var i = 0; i < count; i++)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(rest);
            ids[i] = Encoding.UTF8.GetString(rest.Slice(sizeof(int), length));
            rest = rest[(sizeof(int) + length)..];
        }
        return new(head.SnapshotVersion + "-" + version, head, ids, x, y, clusters);
    }

    private static float[] Floats(ref ReadOnlySpan<byte> rest, int count)
    {
        var values = new float[count];
        for (var i = 0; i < count; i++)
            values[i] = BinaryPrimitives.ReadSingleLittleEndian(rest[(i * sizeof(float))..]);
        rest = rest[(count * sizeof(float))..];
        return values;
    }

    private static void Write(MemoryStream bytes, ReadOnlySpan<float> values)
    {
        Span<byte> number = stackalloc byte[sizeof(float)];
        foreach (var value in values)
        {
            BinaryPrimitives.WriteSingleLittleEndian(number, value);
            bytes.Write(number);
        }
    }

    private static void Replace(string path, ReadOnlySpan<byte> content, ReadOnlySpan<byte> digest)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var temporary = path + ".tmp";
        try
        {
            using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                stream.Write(content);
                stream.Write(digest);
                stream.Flush(flushToDisk: true);
            }
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    private static MapException Damaged(string path, Exception? inner) =>
        new($"'{path}' is damaged: its bytes have changed since they were written. Remove it, and the Worker creates it again.", inner);
}
