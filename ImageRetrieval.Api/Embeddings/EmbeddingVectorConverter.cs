using System.Text.Json;
using System.Text.Json.Serialization;

namespace ImageRetrieval.Api.Embeddings;

/// <summary>Writes a vector as numbers or as base64. Answers are never read back.</summary>
internal sealed class EmbeddingVectorConverter : JsonConverter<EmbeddingVector>
{
    public override EmbeddingVector Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

    public override void Write(Utf8JsonWriter writer, EmbeddingVector value, JsonSerializerOptions options)
    {
        if (value.AsBase64)
        {
            writer.WriteBase64StringValue(value.ToBytes());
            return;
        }
        writer.WriteStartArray();
        foreach (var component in value.Components)
            writer.WriteNumberValue(component);
        writer.WriteEndArray();
    }
}
