using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ImageRetrieval.Portal.Api;

/// <summary>An indexed image as the Api describes it.</summary>
internal record ApiImage(
    [property: JsonConverter(typeof(ImageIdConverter))] string Id, string? Url, string? Name,
    IReadOnlyDictionary<string, JsonElement>? Metadata, int? Width, int? Height, string? Thumbnail = null)
{
    private const string VersionMark = "v=";
    private static readonly char[] s_versionMarks = ['?', '&'];

    /// <summary>The first characters of the digest of its bytes: equal for copies. Null when the Api does not send it.</summary>
    internal string? Version => Thumbnail?.LastIndexOfAny(s_versionMarks) is >= 0 and var at
        && Thumbnail.AsSpan(at + 1).StartsWith(VersionMark, StringComparison.Ordinal)
        && Thumbnail[(at + 1 + VersionMark.Length)..] is { Length: > 0 and <= 64 } version && version.All(char.IsAsciiHexDigit) ? version : null;

    /// <summary>The Portal's address of its thumbnail; with the digest in the address, browsers cache it permanently.</summary>
    internal string ThumbnailAddress(int size) =>
        ImagePath.OfPortal(Id, $"thumbnail?size={size.ToString(CultureInfo.InvariantCulture)}{(Version is { } version ? "&v=" + version : "")}");

    /// <summary>The Portal's address of the original picture.</summary>
    internal string OriginalAddress => ImagePath.OfPortal(Id, "original");

    /// <summary>The value of a column as text; null when it has none.</summary>
    internal string? ValueOf(string column) => Metadata is { } all && all.TryGetValue(column, out var value) && TextOf(value) is { Length: > 0 } text ? text : null;

    /// <summary>The non-empty columns of the list, as text.</summary>
    internal IEnumerable<KeyValuePair<string, string>> Columns => (Metadata ?? new Dictionary<string, JsonElement>())
        .Select(pair => KeyValuePair.Create(pair.Key, TextOf(pair.Value)))
        .Where(pair => pair.Value.Length > 0);

    private static string TextOf(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.ToString();
}
