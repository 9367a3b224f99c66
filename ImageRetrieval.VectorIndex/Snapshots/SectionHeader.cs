using System.Buffers.Binary;

namespace ImageRetrieval.VectorIndex;

/// <summary>The first 128 bytes of every section; docs/snapshot-format.md has the table.</summary>
internal sealed class SectionHeader
{
    public const int Length = 128;
    public const int MagicLength = 8;
    public const int FieldsOffset = 32;
    public const int ChecksumOffset = 96;

    private const int FormatOffset = 8;
    private const int CountOffset = 12;
    private const int FileLengthOffset = 16;

    private readonly byte[] _bytes = new byte[Length];

    public SectionHeader(ReadOnlySpan<byte> magic, int count, long fileLength)
    {
        magic.CopyTo(_bytes);
        BinaryPrimitives.WriteInt32LittleEndian(_bytes.AsSpan(FormatOffset), SnapshotFormat.Version);
        SetInt32(CountOffset, count);
        SetInt64(FileLengthOffset, fileLength);
    }

    public SectionHeader(ReadOnlySpan<byte> bytes) => bytes[..Length].CopyTo(_bytes);

    public int Count => GetInt32(CountOffset);

    public long FileLength => GetInt64(FileLengthOffset);

    public int FormatVersion => GetInt32(FormatOffset);

    public ReadOnlySpan<byte> Magic => _bytes.AsSpan(0, MagicLength);

    /// <summary>The bytes of the header that the checksum covers, before those after the header.</summary>
    public ReadOnlySpan<byte> Checked => _bytes.AsSpan(0, ChecksumOffset);

    public ReadOnlySpan<byte> Checksum => _bytes.AsSpan(ChecksumOffset);

    public int GetInt32(int offset) => BinaryPrimitives.ReadInt32LittleEndian(_bytes.AsSpan(offset));

    public long GetInt64(int offset) => BinaryPrimitives.ReadInt64LittleEndian(_bytes.AsSpan(offset));

    public void SetInt32(int offset, int value) => BinaryPrimitives.WriteInt32LittleEndian(_bytes.AsSpan(offset), value);

    public void SetInt64(int offset, long value) => BinaryPrimitives.WriteInt64LittleEndian(_bytes.AsSpan(offset), value);
}
