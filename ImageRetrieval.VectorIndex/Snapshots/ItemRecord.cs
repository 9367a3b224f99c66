using System.Buffers.Binary;
using System.Text;

namespace ImageRetrieval.VectorIndex;

/// <summary>One item as bytes: its ImageId, then its fields by name; each text is a length in bytes and then UTF-8.</summary>
internal static class ItemRecord
{
    // Throws for a lone surrogate instead of replacing it: two different ids must never become the same bytes.
    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static byte[] Encode(SnapshotItem item)
    {
        using var record = new MemoryStream();
        WriteText(record, item.ImageId);
        WriteInt32(record, item.Fields.Count);
        // Ordered by name, so that equal items have equal bytes whatever the dictionary's order.
        foreach (KeyValuePair<string, string> field in item.Fields.OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            WriteText(record, field.Key);
            WriteText(record, field.Value);
        }

        return record.ToArray();
    }

    public static SnapshotItem Decode(ReadOnlySpan<byte> record)
    {
        string imageId = s_utf8.GetString(ReadText(ref record));
        int count = ReadInt32(ref record);
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        for (int i = 0; i < count; i++)
        {
            string name = s_utf8.GetString(ReadText(ref record));
            fields[name] = s_utf8.GetString(ReadText(ref record));
        }

        if (count < 0 || !record.IsEmpty)
            throw new ArgumentException("The record is longer than its fields.", nameof(record));
        return new SnapshotItem(imageId, fields);
    }

    public static byte[] EncodeId(string imageId) => s_utf8.GetBytes(imageId);

    public static string DecodeId(ReadOnlySpan<byte> record) => s_utf8.GetString(ReadText(ref record));

    /// <summary>The ImageId's bytes, without decoding.</summary>
    public static ReadOnlySpan<byte> IdBytes(ReadOnlySpan<byte> record) => ReadText(ref record);

    private static void WriteText(MemoryStream record, string text)
    {
        byte[] bytes = s_utf8.GetBytes(text);
        WriteInt32(record, bytes.Length);
        record.Write(bytes);
    }

    private static void WriteInt32(MemoryStream record, int value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        record.Write(bytes);
    }

    // A length beyond the record makes the slice throw an ArgumentOutOfRangeException, invalid UTF-8 a DecoderFallbackException;
    // ItemsSection adds file and offset.
    private static ReadOnlySpan<byte> ReadText(scoped ref ReadOnlySpan<byte> record)
    {
        int length = ReadInt32(ref record);
        ReadOnlySpan<byte> text = record[..length];
        record = record[length..];
        return text;
    }

    private static int ReadInt32(scoped ref ReadOnlySpan<byte> record)
    {
        int value = BinaryPrimitives.ReadInt32LittleEndian(record);
        record = record[sizeof(int)..];
        return value;
    }
}
