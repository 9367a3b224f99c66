namespace ImageRetrieval.Vision.OnnxFormat;

/// <summary>
/// Reads the protocol buffer wire format (protobuf.dev/programming-guides/encoding) field by field over a span. ONNX
/// files are read for their structure only, so nothing is copied.
/// </summary>
internal ref struct ProtoReader(ReadOnlySpan<byte> message)
{
    private readonly ReadOnlySpan<byte> _message = message;
    private int _position;

    /// <summary>Number of the field that <see cref="Read"/> found.</summary>
    internal int Field { get; private set; }

    /// <summary>The field's value when it is a varint.</summary>
    internal ulong Varint { get; private set; }

    /// <summary>The field's value when it is length-delimited: a string, bytes or a message.</summary>
    internal ReadOnlySpan<byte> Bytes { get; private set; }

    /// <summary>The whole field, including tag and length.</summary>
    internal Range Raw { get; private set; }

    /// <summary>Where <see cref="Bytes"/> starts in the message.</summary>
    internal int BytesStart { get; private set; }

    /// <summary>Moves to the next field; false at the end.</summary>
    /// <exception cref="InvalidDataException">The message is not a protocol buffer.</exception>
    internal bool Read()
    {
        if (_position == _message.Length)
            return false;

        var start = _position;
        var tag = ReadVarint();
        Field = checked((int)(tag >> 3));
        Varint = 0;
        Bytes = default;
        switch (tag & 7)
        {
            case 0:
                Varint = ReadVarint();
                break;
            case 1:
                Take(8);
                break;
            case 2:
                var length = ReadVarint();
                BytesStart = _position;
                Bytes = Take(length);
                break;
            case 5:
                Take(4);
                break;
            default:
                throw Malformed($"wire type {tag & 7} of field {Field}", start);
        }
        Raw = start.._position;
        return true;
    }

    /// <summary>The numbers of a packed field.</summary>
    /// <exception cref="InvalidDataException">The last one does not end.</exception>
    internal static List<long> Packed(ReadOnlySpan<byte> bytes)
    {
        List<long> values = [];
        var reader = new ProtoReader(bytes);
        while (reader._position < bytes.Length)
            values.Add((long)reader.ReadVarint());
        return values;
    }

    private ulong ReadVarint()
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            if (_position == _message.Length)
                break;
            var next = _message[_position++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return value;
        }
        throw Malformed("a number that does not end", _position);
    }

    private ReadOnlySpan<byte> Take(ulong length)
    {
        if (length > (ulong)(_message.Length - _position))
            throw Malformed($"field {Field} of {length} bytes", _position);
        var bytes = _message.Slice(_position, (int)length);
        _position += (int)length;
        return bytes;
    }

    private static InvalidDataException Malformed(string what, int offset) =>
        new($"The file is not an ONNX model: {what} at offset {offset} cannot be read.");
}
