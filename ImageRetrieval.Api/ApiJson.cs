using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using ImageRetrieval.Api.Search;
using ImageRetrieval.ServiceDefaults.Text;

namespace ImageRetrieval.Api;

/// <summary>How JSON of clients is read: strictly, so that a misspelt field is reported and never ignored.</summary>
internal static class ApiJson
{
    /// <summary>Deeper documents are rejected.</summary>
    internal const int MaxDepth = 32;

    internal static JsonSerializerOptions Strict { get; } = new(JsonSerializerDefaults.Web)
    {
        AllowDuplicateProperties = false,
        Converters = { new ImageBytesConverter() },
        MaxDepth = MaxDepth,
        NumberHandling = JsonNumberHandling.Strict,
        RespectNullableAnnotations = true,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>What is wrong, in our words: the library's own messages name types of the program.</summary>
    /// <param name="error">The reader's error.</param>
    /// <param name="format">What the client sent: JSON, or what was turned into it.</param>
    internal static RefusalException Refuse(JsonException error, string format = "JSON") => RefusalException.BadRequest(error is JsonValueException value
        ? $"The {format} is invalid at {Shortened.To(value.Path ?? "$", 200)}, which {value.Fault}"
        : error.Path is { Length: > 1 } path
        ? $"The {format} is invalid at {Shortened.To(path, 200)}: an unknown or repeated field, or a value of the wrong type. /docs shows what is expected."
        : format != "JSON"
        ? $"The {format} is not a map of fields."
        : $"The JSON cannot be read (line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1}): it is truncated, nested deeper than {MaxDepth} levels, or not a JSON object.");
}
