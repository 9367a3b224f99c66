using System.Text.Json;
using System.Text.Json.Serialization;

namespace ImageRetrieval.Api.Search;

/// <summary>Reads an image's bytes from base64 in any of its dialects, or from a <c>data:</c> URL.</summary>
internal sealed class ImageBytesConverter : JsonConverter<byte[]>
{
    public override byte[]? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String)
            throw new JsonException();
        // Most clients send plain base64, and pictures are large.
        if (reader.TryGetBytesFromBase64(out var bytes))
            return bytes;
        return Base64Text.TryDecode(reader.GetString()!, out var decoded)
            ? decoded
            : throw new JsonValueException("is not base64: send base64 (base64url is accepted as well), or a data: URL that contains ;base64,");
    }

    public override void Write(Utf8JsonWriter writer, byte[] value, JsonSerializerOptions options) => writer.WriteBase64StringValue(value);
}
