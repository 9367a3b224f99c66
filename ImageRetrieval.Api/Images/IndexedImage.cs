using System.Globalization;
using ImageRetrieval.Api.Duplicates;
using ImageRetrieval.Api.Search;
using ImageRetrieval.VectorIndex;

namespace ImageRetrieval.Api.Images;

/// <summary>Reads the fields that the Worker publishes with an image (docs/snapshot-items.md).</summary>
internal sealed record IndexedImage(string ImageId, IReadOnlyDictionary<string, string> Fields)
{
    private const string MetadataPrefix = "meta.";
    private const int VersionDigits = 16;

    internal static IndexedImage From(SnapshotItem item) => new(item.ImageId, item.Fields);

    /// <summary>Digest of the bytes: 64 hexadecimal digits, or null when the snapshot says something else.</summary>
    internal string? Sha256 => Fields.GetValueOrDefault("sha256") is { Length: 64 } digest && digest.All(char.IsAsciiHexDigitLower) ? digest : null;

    internal string Extension => Fields.GetValueOrDefault("extension", "");

    internal string Name => Fields.GetValueOrDefault("name", ImageId);

    private string Url => Fields.GetValueOrDefault("url", "");

    private SortedDictionary<string, string> Metadata => new(
        Fields.Where(f => f.Key.StartsWith(MetadataPrefix, StringComparison.Ordinal)).ToDictionary(f => f.Key[MetadataPrefix.Length..], f => f.Value),
        StringComparer.Ordinal);

    // The beginning of the digest in the address: what it shows never changes, so caches keep it for good.
    private string Thumbnail => ImageAddress.Of(ImageId, "thumbnail", Sha256?[..VersionDigits]);

    private string Original => ImageAddress.Of(ImageId, "original");

    internal ImageAnswer ToAnswer() => new(ImageId, Url, Name, Metadata, Number("width"), Number("height"), Thumbnail, Original);

    internal HitAnswer ToHit(RankedHit hit, double? closeness) =>
        new(ImageId, hit.Score, closeness, Likeness.Of(hit.Score, closeness), hit.RankScore, hit.RankScore is null ? null : hit.Shared, Url, Name, Metadata, Number("width"), Number("height"), Thumbnail, Original);

    /// <param name="level">How it is a copy.</param>
    /// <param name="similarity">0..1.</param>
    /// <param name="bytes">Size of its file; 0 or null when unknown.</param>
    internal DuplicateMember ToDuplicate(string level, float similarity, long? bytes) =>
        new(ImageId, level, similarity, Url, Name, bytes > 0 ? bytes : null, Number("width"), Number("height"), Thumbnail, Original);

    /// <summary>Whether an address with this <c>v</c> shows these bytes and no others.</summary>
    internal bool IsVersion(string? version) => version?.Length == VersionDigits && Sha256?.StartsWith(version, StringComparison.Ordinal) == true;

    private int? Number(string field) =>
        int.TryParse(Fields.GetValueOrDefault(field), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
}
