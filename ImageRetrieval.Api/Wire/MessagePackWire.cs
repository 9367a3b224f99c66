using System.Buffers;
using System.Collections;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ImageRetrieval.Api.Embeddings;
using ImageRetrieval.Api.Maps;
using MessagePack;

namespace ImageRetrieval.Api.Wire;

/// <summary>
/// The one place that knows MessagePack. A request is turned into equivalent JSON, binary values as base64, and is
/// then read by the rules of JSON: names, types, limits and errors are the same by construction. An answer is written from the
/// metadata that its JSON is written from, with vectors as binary: little-endian float32.
/// </summary>
internal static class MessagePackWire
{
    // Text of control characters grows most, six times. No honest request comes close.
    private const int MostGrowth = 4;

    // Below this the growth does not matter.
    private const int SmallBytes = 64 * 1024;

    // Nothing is hidden from HTML here: the JSON goes to our own reader. Fewer escapes mean less text.
    private static readonly JsonWriterOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = ApiJson.MaxDepth };

    /// <summary>The request of that kind in a MessagePack document.</summary>
    /// <exception cref="RefusalException">It is not one such document and nothing else (400), or grows too large (413).</exception>
    internal static TRequest Read<TRequest>(ReadOnlyMemory<byte> document)
    {
        try
        {
            return JsonSerializer.Deserialize<TRequest>(ToJson(document).Span, ApiJson.Strict) ?? throw RefusalException.BadRequest("The MessagePack is nil.");
        }
        catch (JsonException error)
        {
            throw ApiJson.Refuse(error, "MessagePack");
        }
    }

    /// <summary>Writes an answer as a map with the names of its JSON.</summary>
    internal static void Write(IBufferWriter<byte> output, object answer)
    {
        var writer = new MessagePackWriter(output);
        Write(ref writer, answer);
        writer.Flush();
    }

    private static ReadOnlyMemory<byte> ToJson(ReadOnlyMemory<byte> document)
    {
        var json = new ArrayBufferWriter<byte>(Math.Max(256, document.Length));
        using var writer = new Utf8JsonWriter(json, s_json);
        var reader = new MessagePackReader(document);
        try
        {
            Copy(ref reader, writer, depth: 0, Math.Max(SmallBytes, (long)document.Length * MostGrowth));
            if (!reader.End)
                throw RefusalException.BadRequest($"The MessagePack document ends at byte {reader.Consumed} of {document.Length}: send one document and nothing after it.");
        }
        // A declared length beyond 2^31 is out of the reader's own range.
        catch (Exception error) when (error is EndOfStreamException or MessagePackSerializationException or OverflowException or ArgumentOutOfRangeException)
        {
            throw RefusalException.BadRequest($"The MessagePack cannot be read at byte {reader.Consumed} of {document.Length}: it is truncated, or a length is invalid.");
        }
        writer.Flush();
        return json.WrittenMemory;
    }

    private static void Copy(ref MessagePackReader reader, Utf8JsonWriter json, int depth, long mostBytes)
    {
        if (json.BytesCommitted + json.BytesPending > mostBytes)
            throw new RefusalException(StatusCodes.Status413PayloadTooLarge, $"The MessagePack is too large: as JSON it would exceed {mostBytes} bytes. Send pictures and embeddings as binary.");
        switch (reader.NextMessagePackType)
        {
            case MessagePackType.Nil:
                reader.ReadNil();
                json.WriteNullValue();
                break;
            case MessagePackType.Boolean:
                json.WriteBooleanValue(reader.ReadBoolean());
                break;
            case MessagePackType.Integer when reader.NextCode == MessagePackCode.UInt64:
                json.WriteNumberValue(reader.ReadUInt64());
                break;
            case MessagePackType.Integer:
                json.WriteNumberValue(reader.ReadInt64());
                break;
            case MessagePackType.Float:
                CopyFloat(ref reader, json);
                break;
            case MessagePackType.String:
                json.WriteStringValue(Text(ref reader));
                break;
            case MessagePackType.Binary:
                json.WriteBase64StringValue(Bytes(reader.ReadBytes()!.Value));
                break;
            case MessagePackType.Array:
                CopyArray(ref reader, json, depth + 1, mostBytes);
                break;
            case MessagePackType.Map:
                CopyMap(ref reader, json, depth + 1, mostBytes);
                break;
            default:
                throw RefusalException.BadRequest($"The MessagePack has an extension or an unknown code at byte {reader.Consumed}: use nil, booleans, numbers, text, binary, arrays and maps.");
        }
    }

    private static void CopyArray(ref MessagePackReader reader, Utf8JsonWriter json, int depth, long mostBytes)
    {
        CheckDepth(depth);
        json.WriteStartArray();
        for (var left = reader.ReadArrayHeader(); left > 0; left--)
            Copy(ref reader, json, depth, mostBytes);
        json.WriteEndArray();
    }

    private static void CopyMap(ref MessagePackReader reader, Utf8JsonWriter json, int depth, long mostBytes)
    {
        CheckDepth(depth);
        json.WriteStartObject();
        for (var left = reader.ReadMapHeader(); left > 0; left--)
        {
            if (reader.NextMessagePackType != MessagePackType.String)
                throw RefusalException.BadRequest($"A key of a map is not a string, at byte {reader.Consumed}: keys are the names of fields.");
            json.WritePropertyName(Text(ref reader));
            Copy(ref reader, json, depth, mostBytes);
        }
        json.WriteEndObject();
    }

    private static void CopyFloat(ref MessagePackReader reader, Utf8JsonWriter json)
    {
        // A float32 is written as such: as a double its text would be twice as long.
        var isSingle = reader.NextCode == MessagePackCode.Float32;
        var value = reader.ReadDouble();
        if (!double.IsFinite(value))
            throw RefusalException.BadRequest($"A number is not finite, before byte {reader.Consumed}: send finite numbers.");
        if (isSingle)
            json.WriteNumberValue((float)value);
        else
            json.WriteNumberValue(value);
    }

    private static ReadOnlySpan<byte> Text(ref MessagePackReader reader)
    {
        var text = Bytes(reader.ReadStringSequence()!.Value);
        return System.Text.Unicode.Utf8.IsValid(text)
            ? text
            : throw RefusalException.BadRequest($"A string is not UTF-8, before byte {reader.Consumed}: send pictures and embeddings as binary.");
    }

    private static ReadOnlySpan<byte> Bytes(ReadOnlySequence<byte> sequence) => sequence.IsSingleSegment ? sequence.FirstSpan : sequence.ToArray();

    private static void CheckDepth(int depth)
    {
        if (depth > ApiJson.MaxDepth)
            throw RefusalException.BadRequest($"The MessagePack is nested deeper than {ApiJson.MaxDepth} levels.");
    }

    private static void Write(ref MessagePackWriter writer, object? value)
    {
        switch (value)
        {
            case null: writer.WriteNil(); break;
            case string text: writer.Write(text); break;
            case bool truth: writer.Write(truth); break;
            case int number: writer.Write(number); break;
            case long number: writer.Write(number); break;
            case double number: writer.Write(number); break;
            case EmbeddingVector vector: writer.Write(vector.ToBytes()); break;
            case PackedNumbers numbers: writer.Write(numbers.ToBytes()); break;
            case IReadOnlyDictionary<string, string> texts: WriteTexts(ref writer, texts); break;
            case ICollection list: WriteList(ref writer, list); break;
            default: WriteObject(ref writer, value); break;
        }
    }

    private static void WriteTexts(ref MessagePackWriter writer, IReadOnlyDictionary<string, string> texts)
    {
        writer.WriteMapHeader(texts.Count);
        foreach (var (name, text) in texts)
        {
            writer.Write(name);
            writer.Write(text);
        }
    }

    private static void WriteList(ref MessagePackWriter writer, ICollection list)
    {
        writer.WriteArrayHeader(list.Count);
        foreach (var element in list)
            Write(ref writer, element);
    }

    private static void WriteObject(ref MessagePackWriter writer, object value)
    {
        var type = ApiJson.Strict.GetTypeInfo(value.GetType());
        if (type.Kind != JsonTypeInfoKind.Object)
            throw new NotSupportedException($"No answer has a {value.GetType()} so far: {nameof(MessagePackWire)} cannot write it.");
        var members = type.Properties.Where(property => property.Get is not null).Select(property => (Property: property, Value: property.Get!(value)))
            .Where(member => member.Property.ShouldSerialize?.Invoke(value, member.Value) ?? true).ToList();
        writer.WriteMapHeader(members.Count);
        foreach (var (property, member) in members)
        {
            writer.Write(property.Name);
            Write(ref writer, member);
        }
    }
}
