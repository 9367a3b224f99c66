using System.Buffers.Binary;
using System.Security.Cryptography;

namespace ImageRetrieval.VectorIndex;

/// <summary>Writes one section: header, payload, and finally the checksum over both into the header.</summary>
internal sealed class SectionWriter : IDisposable
{
    private const int BufferBytes = 1 << 20;

    private readonly string _name;
    private readonly FileStream _stream;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly long _length;

    public SectionWriter(string folder, string name, SectionHeader header)
    {
        _name = name;
        _length = header.FileLength;
        _stream = new FileStream(Path.Combine(folder, name), FileMode.CreateNew, FileAccess.Write, FileShare.None, BufferBytes);
        Write(header.Checked);
        _stream.Write(new byte[SectionHeader.Length - SectionHeader.ChecksumOffset]);
    }

    public void Write(ReadOnlySpan<byte> bytes)
    {
        _hash.AppendData(bytes);
        _stream.Write(bytes);
    }

    public void WriteInt32(int value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        Write(bytes);
    }

    public void WriteInt64(long value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        Write(bytes);
    }

    /// <summary>Writes zeros up to <paramref name="offset"/> from the beginning of the file.</summary>
    public void PadTo(long offset)
    {
        Write(new byte[offset - _stream.Position]);
    }

    /// <summary>Completes the section and flushes it to disk.</summary>
    public ManifestSection Complete()
    {
        if (_stream.Position != _length)
            throw new InvalidOperationException($"Section {_name} has {_stream.Position} bytes; its header says {_length}.");
        byte[] checksum = _hash.GetHashAndReset();
        _stream.Position = SectionHeader.ChecksumOffset;
        _stream.Write(checksum);
        _stream.Flush(flushToDisk: true);
        return new ManifestSection(_name, _length, Convert.ToHexStringLower(checksum));
    }

    public void Dispose()
    {
        _stream.Dispose();
        _hash.Dispose();
    }
}
