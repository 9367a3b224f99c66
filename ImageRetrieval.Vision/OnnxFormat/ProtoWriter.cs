using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace ImageRetrieval.Vision.OnnxFormat;

/// <summary>Writes the protocol buffer wire format into memory.</summary>
internal sealed class ProtoWriter
{
    private readonly ArrayBufferWriter<byte> _buffer = new();

    internal ReadOnlySpan<byte> Written => _buffer.WrittenSpan;

    internal ProtoWriter Varint(int field, long value)
    {
        Number((ulong)field << 3);
        Number((ulong)value);
        return this;
    }

    internal ProtoWriter Float(int field, float value)
    {
        Number(((ulong)field << 3) | 5);
        BinaryPrimitives.WriteSingleLittleEndian(_buffer.GetSpan(4), value);
        _buffer.Advance(4);
        return this;
    }

    internal ProtoWriter Bytes(int field, ReadOnlySpan<byte> value)
    {
        Header(field, value.Length);
        _buffer.Write(value);
        return this;
    }

    internal ProtoWriter Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    internal ProtoWriter Message(int field, ProtoWriter message) => Bytes(field, message.Written);

    /// <summary>A complete field of another message, including its tag.</summary>
    internal ProtoWriter Raw(ReadOnlySpan<byte> fieldBytes)
    {
        _buffer.Write(fieldBytes);
        return this;
    }

    /// <summary>Only the tag and length of a field whose content is written elsewhere.</summary>
    internal ProtoWriter Header(int field, long length)
    {
        Number(((ulong)field << 3) | 2);
        Number((ulong)length);
        return this;
    }

    private void Number(ulong value)
    {
        var span = _buffer.GetSpan(10);
        var count = 0;
        for (; value >= 0x80; value >>= 7)
            span[count++] = (byte)(value | 0x80);
        span[count++] = (byte)value;
        _buffer.Advance(count);
    }
}
