using System.Text.Json;
using System.Text.Json.Serialization;
using ImageRetrieval.Api.Embeddings;

namespace ImageRetrieval.Api.Search;

/// <summary>Reads a query's embedding: a list of numbers, or base64 of little-endian float32.</summary>
internal sealed class EmbeddingConverter : JsonConverter<float[]>
{
    public override float[]? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            return reader.TryGetBytesFromBase64(out var bytes) || Base64Text.TryDecode(reader.GetString()!, out bytes)
                ? EmbeddingVector.FromBytes(bytes)
                : throw new JsonValueException("is a string, but not base64: send numbers, or base64 of little-endian float32.");
        }
        if (reader.TokenType != JsonTokenType.StartArray)
            throw new JsonException();
        var components = new List<float>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            components.Add(reader.TokenType == JsonTokenType.Number && reader.TryGetSingle(out var component) ? component : throw new JsonException());
        return [.. components];
    }

    public override void Write(Utf8JsonWriter writer, float[] value, JsonSerializerOptions options) => throw new NotSupportedException();
}
