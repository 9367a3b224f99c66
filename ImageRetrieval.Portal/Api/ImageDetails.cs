using System.Text.Json;
using System.Text.Json.Serialization;

namespace ImageRetrieval.Portal.Api;

/// <summary>An indexed image as <c>/v1/images</c> and <c>/v1/images/{id}</c> describe it.</summary>
internal sealed record ImageDetails(
    [property: JsonConverter(typeof(ImageIdConverter))] string Id, string? Url, string? Name,
    IReadOnlyDictionary<string, JsonElement>? Metadata, int? Width, int? Height)
{
    /// <summary>What to call it: the list's title, else the file's name, else the id.</summary>
    public string Title => Text("title") ?? Name ?? Id;

    private string? Text(string key) =>
        Metadata is not null && Metadata.TryGetValue(key, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;
}

/// <summary>The answer of <c>GET /v1/images</c>.</summary>
internal sealed record ImageList(long Total, IReadOnlyList<ImageDetails> Items)
{
    public static readonly ImageList Empty = new(0, []);
}
