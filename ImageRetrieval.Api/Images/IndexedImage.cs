using System.Globalization;
using ImageRetrieval.VectorIndex;

namespace ImageRetrieval.Api.Images;

/// <summary>Reads the fields that the Worker publishes with an image (docs/snapshot-items.md).</summary>
internal sealed record IndexedImage(string ImageId, IReadOnlyDictionary<string, string> Fields)
{
    private const string MetadataPrefix = "meta.";

    internal static IndexedImage From(SnapshotItem item) => new(item.ImageId, item.Fields);

    /// <summary>Digest of the bytes: 64 hexadecimal digits, or null when the snapshot says something else.</summary>
    internal string? Sha256 => Fields.GetValueOrDefault("sha256") is { Length: 64 } digest && digest.All(char.IsAsciiHexDigitLower) ? digest : null;

    internal string Extension => Fields.GetValueOrDefault("extension", "");

    internal string Name => Fields.GetValueOrDefault("name", ImageId);

    internal ImageAnswer ToAnswer()
    {
        var path = "/v1/images/" + Uri.EscapeDataString(ImageId);
        return new ImageAnswer(
            ImageId,
            Fields.GetValueOrDefault("url", ""),
            Name,
            new SortedDictionary<string, string>(Fields.Where(f => f.Key.StartsWith(MetadataPrefix, StringComparison.Ordinal)).ToDictionary(f => f.Key[MetadataPrefix.Length..], f => f.Value), StringComparer.Ordinal),
            Number("width"),
            Number("height"),
            path + "/thumbnail",
            path + "/original");
    }

    private int? Number(string field) =>
        int.TryParse(Fields.GetValueOrDefault(field), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
}
