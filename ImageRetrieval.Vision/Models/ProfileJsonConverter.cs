using System.Text.Json;
using System.Text.Json.Serialization;
using ImageRetrieval.Vision.Preprocessing;

namespace ImageRetrieval.Vision.Models;

/// <summary>A profile in a model list: the name of a built-in one, or an object with every parameter.</summary>
internal sealed class ProfileJsonConverter(JsonSerializerOptions plain) : JsonConverter<PreprocessingProfile>
{
    public override PreprocessingProfile? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String)
            return JsonSerializer.Deserialize<PreprocessingProfile>(ref reader, plain);

        var name = reader.GetString()!;
        return PreprocessingProfiles.Find(name)
            ?? throw new JsonException($"There is no preprocessing profile '{name}': known are {string.Join(", ", PreprocessingProfiles.All.Select(profile => profile.Name))}; or write the profile out as an object.");
    }

    public override void Write(Utf8JsonWriter writer, PreprocessingProfile value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value, plain);
}
