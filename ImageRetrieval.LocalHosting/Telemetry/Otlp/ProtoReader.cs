using System.Buffers.Binary;

namespace ImageRetrieval.LocalHosting.Telemetry.Otlp;

/// <summary>
/// Reads one protobuf message from bytes that the caller keeps. A field that is unknown, or that has another wire type
/// than the schema says, is skipped, as protobuf wants it.
/// </summary>
internal ref struct ProtoReader(ReadOnlySpan<byte> bytes)
{
    public const int Varint = 0;
    public const int Fixed64 = 1;
    public const int Length = 2;
    public const int Fixed32 = 5;

    private const int StartGroup = 3;
    private const int EndGroup = 4;
    private const int MaximumGroupDepth = 32;

    private ReadOnlySpan<byte> _rest = bytes;

    /// <summary>Field number and wire type of the current field: <c>number &lt;&lt; 3 | type</c>.</summary>
    public uint Tag { get; private set; }

    /// <summary>The tag of a field, for the cases of a switch.</summary>
    public static uint TagOf(int field, int wireType) => ((uint)field << 3) | (uint)wireType;

    /// <summary>Goes to the next field; its value must then be read or skipped.</summary>
    public bool Next()
    {
        if (_rest.IsEmpty)
            return false;
        Tag = checked((uint)Math.Min(ReadVarint(), uint.MaxValue));
        if (Tag >> 3 == 0)
            throw new OtlpFormatException("A field has the number 0.");
        return true;
    }

    public ulong ReadVarint()
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var part = Take(1)[0];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
                return value;
        }

        throw new OtlpFormatException("A number has more than 10 bytes.");
    }

    public ulong ReadFixed64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(8));

    public double ReadDouble() => BinaryPrimitives.ReadDoubleLittleEndian(Take(8));

    public ReadOnlySpan<byte> ReadBytes()
    {
        var length = ReadVarint();
        return length <= (ulong)_rest.Length ? Take((int)length) : throw new OtlpFormatException($"A field of {length} bytes stands in a message with {_rest.Length} left.");
    }

    public void Skip() => Skip(Tag, 0);

    private void Skip(uint tag, int depth)
    {
        switch (tag & 7)
        {
            case Varint:
                ReadVarint();
                break;
            case Fixed64:
                Take(8);
                break;
            case Length:
                ReadBytes();
                break;
            case Fixed32:
                Take(4);
                break;
            case StartGroup when depth < MaximumGroupDepth:
                SkipGroup(tag >> 3, depth);
                break;
            default:
                throw new OtlpFormatException($"A field has the wire type {tag & 7}.");
        }
    }

    private void SkipGroup(uint number, int depth)
    {
        while (true)
        {
            var tag = (uint)Math.Min(ReadVarint(), uint.MaxValue);
            if (tag == ((number << 3) | EndGroup))
                return;
            Skip(tag, depth + 1);
        }
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (_rest.Length < count)
            throw new OtlpFormatException("The message ends in the middle of a field.");
        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }
}
