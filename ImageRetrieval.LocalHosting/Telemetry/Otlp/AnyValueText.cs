using System.Globalization;
using System.Text;

namespace ImageRetrieval.LocalHosting.Telemetry.Otlp;

/// <summary>An AnyValue as text: scalars as they are, lists and maps as JSON, bytes as base 64.</summary>
internal static class AnyValueText
{
    /// <summary>Deeper values are written as "…": a body of a few kilobytes could nest thousands.</summary>
    public const int MaximumDepth = 16;

    private const string TooDeep = "…";

    private static readonly uint s_string = ProtoReader.TagOf(1, ProtoReader.Length);
    private static readonly uint s_bool = ProtoReader.TagOf(2, ProtoReader.Varint);
    private static readonly uint s_int = ProtoReader.TagOf(3, ProtoReader.Varint);
    private static readonly uint s_double = ProtoReader.TagOf(4, ProtoReader.Fixed64);
    private static readonly uint s_array = ProtoReader.TagOf(5, ProtoReader.Length);
    private static readonly uint s_map = ProtoReader.TagOf(6, ProtoReader.Length);
    private static readonly uint s_bytes = ProtoReader.TagOf(7, ProtoReader.Length);

    public static string Read(ReadOnlySpan<byte> message, StringPool pool)
    {
        var reader = new ProtoReader(message);
        var text = "";
        while (reader.Next())
        {
            if (reader.Tag == s_string)
                text = pool.Get(reader.ReadBytes());
            else if (reader.Tag == s_int)
                text = ((long)reader.ReadVarint()).ToString(CultureInfo.InvariantCulture);
            else if (reader.Tag == s_bool)
                text = reader.ReadVarint() != 0 ? "true" : "false";
            else if (reader.Tag == s_double)
                text = reader.ReadDouble().ToString("R", CultureInfo.InvariantCulture);
            else if (reader.Tag == s_bytes)
                text = Convert.ToBase64String(reader.ReadBytes());
            else if (reader.Tag == s_array || reader.Tag == s_map)
                text = Json(reader.Tag == s_map, reader.ReadBytes());
            else
                reader.Skip();
        }

        return text;
    }

    private static string Json(bool isMap, ReadOnlySpan<byte> list)
    {
        var json = new StringBuilder();
        WriteList(json, isMap, list, 1);
        return json.ToString();
    }

    // ArrayValue and KeyValueList both repeat their field 1.
    private static void WriteList(StringBuilder json, bool isMap, ReadOnlySpan<byte> list, int depth)
    {
        json.Append(isMap ? '{' : '[');
        var reader = new ProtoReader(list);
        var first = true;
        while (reader.Next())
        {
            if (reader.Tag != ProtoReader.TagOf(1, ProtoReader.Length))
            {
                reader.Skip();
                continue;
            }

            if (!first)
                json.Append(',');
            first = false;
            if (isMap)
                WritePair(json, reader.ReadBytes(), depth);
            else
                WriteValue(json, reader.ReadBytes(), depth);
        }

        json.Append(isMap ? '}' : ']');
    }

    private static void WritePair(StringBuilder json, ReadOnlySpan<byte> pair, int depth)
    {
        var reader = new ProtoReader(pair);
        ReadOnlySpan<byte> key = default, value = default;
        while (reader.Next())
        {
            if (reader.Tag == ProtoReader.TagOf(1, ProtoReader.Length))
                key = reader.ReadBytes();
            else if (reader.Tag == ProtoReader.TagOf(2, ProtoReader.Length))
                value = reader.ReadBytes();
            else
                reader.Skip();
        }

        AppendQuoted(json, Encoding.UTF8.GetString(key));
        json.Append(':');
        WriteValue(json, value, depth);
    }

    private static void WriteValue(StringBuilder json, ReadOnlySpan<byte> message, int depth)
    {
        if (depth >= MaximumDepth)
        {
            AppendQuoted(json, TooDeep);
            return;
        }

        var start = json.Length;
        json.Append("null");
        var reader = new ProtoReader(message);
        while (reader.Next())
        {
            // The last one of a oneof counts.
            var tag = reader.Tag;
            if (tag != s_string && tag != s_bool && tag != s_int && tag != s_double && tag != s_array && tag != s_map && tag != s_bytes)
            {
                reader.Skip();
                continue;
            }

            json.Length = start;
            if (tag == s_string)
                AppendQuoted(json, Encoding.UTF8.GetString(reader.ReadBytes()));
            else if (tag == s_bool)
                json.Append(reader.ReadVarint() != 0 ? "true" : "false");
            else if (tag == s_int)
                json.Append(CultureInfo.InvariantCulture, $"{(long)reader.ReadVarint()}");
            else if (tag == s_double)
                json.Append(CultureInfo.InvariantCulture, $"{reader.ReadDouble():R}");
            else if (tag == s_bytes)
                AppendQuoted(json, Convert.ToBase64String(reader.ReadBytes()));
            else
                WriteList(json, tag == s_map, reader.ReadBytes(), depth + 1);
        }
    }

    private static void AppendQuoted(StringBuilder json, string text) =>
        json.Append('"').Append(System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text)).Append('"');
}
