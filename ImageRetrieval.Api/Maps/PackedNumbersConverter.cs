using System.Text.Json;
using System.Text.Json.Serialization;

namespace ImageRetrieval.Api.Maps;

/// <summary>Writes numbers as a list. Answers are never read back.</summary>
internal sealed class PackedNumbersConverter : JsonConverter<PackedNumbers>
{
    public override PackedNumbers Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

    public override void Write(Utf8JsonWriter writer, PackedNumbers value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var number in value.Values)
            writer.WriteNumberValue(number);
        writer.WriteEndArray();
    }
}
