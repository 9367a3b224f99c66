using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ImageRetrieval.Api.Search;

/// <summary>An id is text; <c>/predict</c> writes some as numbers, so a number is read as well.</summary>
internal sealed class TextIdConverter : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.String => reader.GetString(),
        JsonTokenType.Number when reader.TryGetInt64(out var number) => number.ToString(CultureInfo.InvariantCulture),
        _ => throw new JsonException(),
    };

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
