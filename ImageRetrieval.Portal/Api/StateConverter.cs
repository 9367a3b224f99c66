using System.Text.Json;
using System.Text.Json.Serialization;

namespace ImageRetrieval.Portal.Api;

/// <summary>Reads a state by its name. An unknown or missing name becomes the enum's first value, so that a newer Api does not break the page.</summary>
internal sealed class StateConverter<TState> : JsonConverter<TState>
    where TState : struct, Enum
{
    public override bool HandleNull => true;

    public override TState Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String && reader.GetString() is { } name && char.IsAsciiLetter(name.FirstOrDefault()) && Enum.TryParse<TState>(name, ignoreCase: true, out var state))
            return state;
        reader.Skip();
        return default;
    }

    public override void Write(Utf8JsonWriter writer, TState value, JsonSerializerOptions options) => writer.WriteStringValue(JsonNamingPolicy.CamelCase.ConvertName(value.ToString()));
}
