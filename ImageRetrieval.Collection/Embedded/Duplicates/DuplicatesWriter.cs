using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ImageRetrieval.Collection.Duplicates;

namespace ImageRetrieval.Collection.Embedded.Duplicates;

/// <summary>Publishes a file of duplicates: whole under a temporary name, then renamed, so readers see the old one or the new one.</summary>
internal static class DuplicatesWriter
{
    private const int BufferBytes = 1 << 18;

    /// <param name="path">The file; its folder is created.</param>
    /// <param name="head">What it is of.</param>
    /// <param name="contents">In the order of their keys.</param>
    /// <param name="idsOf">The ids of a content's images, as many as it has, by the content's number.</param>
    /// <param name="pairs">In the order of their numbers, each pair once.</param>
    /// <exception cref="IOException">It cannot be written; the previous one is kept.</exception>
    internal static void Write(string path, DuplicatesHead head, IReadOnlyList<KnownContent> contents, Func<int, IEnumerable<string>> idsOf, IReadOnlyList<DuplicatePair> pairs)
    {
        ArgumentNullException.ThrowIfNull(contents);
        ArgumentNullException.ThrowIfNull(idsOf);
        ArgumentNullException.ThrowIfNull(pairs);
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var temporary = path + ".tmp";
        try
        {
            using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.ReadWrite, FileShare.None, BufferBytes))
                WriteAll(stream, head, contents, idsOf, pairs);
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    private static void WriteAll(FileStream stream, DuplicatesHead head, IReadOnlyList<KnownContent> contents, Func<int, IEnumerable<string>> idsOf, IReadOnlyList<DuplicatePair> pairs)
    {
        var text = Padded(JsonSerializer.SerializeToUtf8Bytes(head, DuplicatesLayout.Json));
        var layout = new DuplicatesLayout(text.Length, contents.Count, pairs.Count, 0);
        stream.Position = layout.IdsAt;
        var places = WriteIds(stream, contents, idsOf);
        layout = layout with { IdBytes = stream.Position - layout.IdsAt };

        stream.Position = 0;
        stream.Write(layout.Header());
        stream.Position = DuplicatesLayout.HeaderBytes;
        stream.Write(text);
        Span<byte> record = stackalloc byte[DuplicatesLayout.ContentBytes];
        for (var i = 0; i < contents.Count; i++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(record, contents[i].Hash);
            stream.Write(record[..sizeof(ulong)]);
        }
        for (var i = 0; i < contents.Count; i++)
        {
            DuplicatesLayout.WriteContent(contents[i] with { Ids = places[i] }, record);
            stream.Write(record);
        }
        for (var i = 0; i < pairs.Count; i++)
        {
            DuplicatesLayout.WritePair(pairs[i], record);
            stream.Write(record[..DuplicatesLayout.PairBytes]);
        }
        Seal(stream);
    }

    // Each id with its length before it.
    private static long[] WriteIds(FileStream stream, IReadOnlyList<KnownContent> contents, Func<int, IEnumerable<string>> idsOf)
    {
        var start = stream.Position;
        var places = new long[contents.Count];
        var length = new byte[sizeof(int)];
        for (var i = 0; i < places.Length; i++)
        {
            places[i] = stream.Position - start;
            foreach (var id in idsOf(i))
            {
                var bytes = Encoding.UTF8.GetBytes(id);
                BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
                stream.Write(length);
                stream.Write(bytes);
            }
        }
        return places;
    }

    private static void Seal(FileStream stream)
    {
        stream.Flush();
        var digest = Digest(stream);
        stream.Position = DuplicatesLayout.CheckedHeaderBytes;
        stream.Write(digest);
        stream.Flush(flushToDisk: true);
    }

    /// <summary>SHA-256 over all but the digest itself.</summary>
    internal static byte[] Digest(FileStream stream)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[BufferBytes];
        stream.Position = 0;
        stream.ReadExactly(buffer, 0, DuplicatesLayout.CheckedHeaderBytes);
        hash.AppendData(buffer, 0, DuplicatesLayout.CheckedHeaderBytes);
        stream.Position = DuplicatesLayout.HeaderBytes;
        while (stream.Read(buffer) is var read and > 0)
            hash.AppendData(buffer, 0, read);
        return hash.GetHashAndReset();
    }

    private static byte[] Padded(byte[] text)
    {
        var padded = new byte[(text.Length + 7) / 8 * 8];
        padded.AsSpan().Fill((byte)' ');
        text.CopyTo(padded, 0);
        return padded;
    }
}
