using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace ImageRetrieval.Collection.Embedded.Vectors;

/// <summary>
/// The bytes of a segment file, little-endian. Header: magic "IRVS", version (int32), dimension (int32), length of the
/// space's name (int32), the name (UTF-8). Then batches: magic "BTCH", number of records (int32), first 8 bytes of the
/// records' SHA-256, records. A record is the 32-byte SHA-256 of the image's bytes and its components (float32).
/// </summary>
internal static class VectorSegment
{
    internal const int KeyBytes = 32;
    internal const int BatchHeaderBytes = 16;
    private const int Version = 1;

    internal static byte[] Header(string space, int dimension)
    {
        var name = Encoding.UTF8.GetBytes(space);
        var header = new byte[16 + name.Length];
        "IRVS"u8.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(4), Version);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(8), dimension);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(12), name.Length);
        name.CopyTo(header, 16);
        return header;
    }

    internal static int RecordBytes(int dimension) => KeyBytes + dimension * sizeof(float);

    /// <summary>A batch of one record.</summary>
    internal static byte[] Batch(ReadOnlySpan<byte> key, ReadOnlySpan<float> vector)
    {
        var batch = new byte[BatchHeaderBytes + RecordBytes(vector.Length)];
        var record = batch.AsSpan(BatchHeaderBytes);
        key.CopyTo(record);
        WriteVector(vector, record[KeyBytes..]);
        "BTCH"u8.CopyTo(batch);
        BinaryPrimitives.WriteInt32LittleEndian(batch.AsSpan(4), 1);
        SHA256.HashData(record).AsSpan(0, 8).CopyTo(batch.AsSpan(8));
        return batch;
    }

    /// <summary>Number of records in a batch whose header this is; -1 when it is not a header.</summary>
    internal static int RecordCount(ReadOnlySpan<byte> batchHeader) =>
        batchHeader.StartsWith("BTCH"u8) && BinaryPrimitives.ReadInt32LittleEndian(batchHeader[4..]) is > 0 and <= 65_536 and var count ? count : -1;

    internal static bool IsIntact(ReadOnlySpan<byte> batchHeader, ReadOnlySpan<byte> records) =>
        SHA256.HashData(records).AsSpan(0, 8).SequenceEqual(batchHeader.Slice(8, 8));

    internal static void ReadVector(ReadOnlySpan<byte> bytes, Span<float> vector)
    {
        if (BitConverter.IsLittleEndian)
        {
            bytes.CopyTo(MemoryMarshal.AsBytes(vector));
            return;
        }
        for (var i = 0; i < vector.Length; i++)
            vector[i] = BinaryPrimitives.ReadSingleLittleEndian(bytes[(i * 4)..]);
    }

    private static void WriteVector(ReadOnlySpan<float> vector, Span<byte> bytes)
    {
        if (BitConverter.IsLittleEndian)
        {
            MemoryMarshal.AsBytes(vector).CopyTo(bytes);
            return;
        }
        for (var i = 0; i < vector.Length; i++)
            BinaryPrimitives.WriteSingleLittleEndian(bytes[(i * 4)..], vector[i]);
    }
}
