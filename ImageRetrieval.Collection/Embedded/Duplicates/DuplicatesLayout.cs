using System.Buffers.Binary;
using System.Text.Json;
using ImageRetrieval.Collection.Duplicates;

namespace ImageRetrieval.Collection.Embedded.Duplicates;

/// <summary>
/// The bytes of a file of duplicates, little-endian; docs/duplicates.md has the table. Header of 96 bytes, the head (JSON), hashes,
/// contents in the order of their keys, pairs in the order of their numbers, ids.
/// </summary>
internal readonly record struct DuplicatesLayout(int HeadBytes, int Contents, long Pairs, long IdBytes)
{
    internal const int Format = 1;
    internal const int HeaderBytes = 96;
    internal const int CheckedHeaderBytes = 64;
    internal const int ContentBytes = 72;
    internal const int PairBytes = 28;

    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    internal long HashesAt => HeaderBytes + HeadBytes;

    internal long ContentsAt => HashesAt + ((long)Contents * sizeof(ulong));

    internal long PairsAt => ContentsAt + ((long)Contents * ContentBytes);

    internal long IdsAt => PairsAt + (Pairs * PairBytes);

    internal long Length => IdsAt + IdBytes;

    private static ReadOnlySpan<byte> Magic => "IR-PAIRS"u8;

    internal byte[] Header()
    {
        var header = new byte[CheckedHeaderBytes];
        Magic.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(8), Format);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(12), HeadBytes);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(16), Contents);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(24), Pairs);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(32), IdBytes);
        return header;
    }

    /// <exception cref="DuplicatesException">It is not such a header, or does not match the length.</exception>
    internal static DuplicatesLayout Read(ReadOnlySpan<byte> header, string path, long length)
    {
        if (header.Length < HeaderBytes || !header.StartsWith(Magic))
            throw new DuplicatesException(DuplicatesFault.Damaged, $"'{path}' is not a file of duplicates: remove it, and the Worker creates it again.");
        var format = BinaryPrimitives.ReadInt32LittleEndian(header[8..]);
        if (format != Format)
            throw new DuplicatesException(DuplicatesFault.UnsupportedFormat, $"'{path}' is format {format}; this build reads {Format}: run the Worker of this version.");
        var layout = new DuplicatesLayout(
            BinaryPrimitives.ReadInt32LittleEndian(header[12..]),
            BinaryPrimitives.ReadInt32LittleEndian(header[16..]),
            BinaryPrimitives.ReadInt64LittleEndian(header[24..]),
            BinaryPrimitives.ReadInt64LittleEndian(header[32..]));
        if (layout.HeadBytes < 0 || layout.Contents < 0 || layout.Pairs is < 0 or > int.MaxValue || layout.IdBytes < 0 || layout.Length != length)
            throw new DuplicatesException(DuplicatesFault.Damaged, $"'{path}' has {length} bytes, which does not match its header: remove it, and the Worker creates it again.");
        return layout;
    }

    internal static void WriteContent(in KnownContent content, Span<byte> bytes)
    {
        bytes[..ContentBytes].Clear();
        content.Key.Write(bytes);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[32..], content.Bytes);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[40..], content.Ids);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[48..], content.Width);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[52..], content.Height);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[56..], content.Fingerprint);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[60..], content.Images);
        (bytes[64], bytes[65]) = ((byte)content.Format, content.IsSearched ? (byte)1 : (byte)0);
    }

    internal static KnownContent ReadContent(ReadOnlySpan<byte> bytes, ulong hash) => new()
    {
        Key = ContentKey.Read(bytes),
        Hash = hash,
        Bytes = BinaryPrimitives.ReadInt64LittleEndian(bytes[32..]),
        Ids = BinaryPrimitives.ReadInt64LittleEndian(bytes[40..]),
        Width = BinaryPrimitives.ReadInt32LittleEndian(bytes[48..]),
        Height = BinaryPrimitives.ReadInt32LittleEndian(bytes[52..]),
        Fingerprint = BinaryPrimitives.ReadInt32LittleEndian(bytes[56..]),
        Images = BinaryPrimitives.ReadInt32LittleEndian(bytes[60..]),
        Format = (ContentFormat)bytes[64],
        IsSearched = bytes[65] != 0,
    };

    internal static void WritePair(in DuplicatePair pair, Span<byte> bytes)
    {
        bytes[..PairBytes].Clear();
        BinaryPrimitives.WriteInt32LittleEndian(bytes, pair.First);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[4..], pair.Second);
        BinaryPrimitives.WriteSingleLittleEndian(bytes[8..], pair.Evidence.Cosine);
        BinaryPrimitives.WriteSingleLittleEndian(bytes[12..], pair.Evidence.Aligned);
        BinaryPrimitives.WriteSingleLittleEndian(bytes[16..], pair.Evidence.GreyDifference);
        BinaryPrimitives.WriteSingleLittleEndian(bytes[20..], pair.Evidence.ColourDifference);
        (bytes[24], bytes[25]) = ((byte)pair.Evidence.HashDistance, pair.Evidence.SameShape ? (byte)1 : (byte)0);
    }

    internal static DuplicatePair ReadPair(ReadOnlySpan<byte> bytes) => new(
        BinaryPrimitives.ReadInt32LittleEndian(bytes),
        BinaryPrimitives.ReadInt32LittleEndian(bytes[4..]),
        new(
            BinaryPrimitives.ReadSingleLittleEndian(bytes[8..]),
            BinaryPrimitives.ReadSingleLittleEndian(bytes[12..]),
            bytes[24],
            BinaryPrimitives.ReadSingleLittleEndian(bytes[16..]),
            BinaryPrimitives.ReadSingleLittleEndian(bytes[20..]),
            bytes[25] != 0));
}
