using System.Text.Json;
using System.Text.Json.Serialization;

namespace ImageRetrieval.Portal.Api;

/// <summary>An image id is a string here; older Apis send numeric ids as numbers.</summary>
internal sealed class ImageIdConverter : JsonConverter<string>
{
    public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
            return reader.GetString()!;
        using var value = JsonDocument.ParseValue(ref reader);
        return value.RootElement.GetRawText();
    }

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
