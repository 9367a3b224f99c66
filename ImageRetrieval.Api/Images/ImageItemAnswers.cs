using ImageRetrieval.Api.Duplicates;
using ImageRetrieval.Api.Search;
using ImageRetrieval.Collection.Items;
using ImageRetrieval.Collection.Search;

namespace ImageRetrieval.Api.Images;

/// <summary>A published image in the answers.</summary>
internal static class ImageItemAnswers
{
    private const int VersionDigits = 16;

    internal static ImageAnswer ToAnswer(this ImageItem item) => new(item.ImageId, item.Url, item.Name, item.Metadata, item.Width, item.Height, ThumbnailOf(item), OriginalOf(item));

    /// <param name="hit">The hit.</param>
    /// <param name="closeness">What its score means, 0..1; null where it is unknown.</param>
    internal static HitAnswer ToAnswer(this in FoundItem hit, double? closeness)
    {
        var item = hit.Item;
        return new(
            item.ImageId, hit.Score, closeness, Likeness.Of(hit.Score, closeness), hit.RankScore, hit.RankScore is null ? null : hit.SharedNeighbors,
            item.Url, item.Name, item.Metadata, item.Width, item.Height, ThumbnailOf(item), OriginalOf(item));
    }

    /// <param name="item">The image.</param>
    /// <param name="level">How it is a copy.</param>
    /// <param name="similarity">0..1.</param>
    /// <param name="bytes">Size of its file; 0 or null when unknown.</param>
    internal static DuplicateMember ToDuplicate(this ImageItem item, string level, float similarity, long? bytes) =>
        new(item.ImageId, level, similarity, item.Url, item.Name, bytes > 0 ? bytes : null, item.Width, item.Height, ThumbnailOf(item), OriginalOf(item));

    /// <summary>Whether an address with this <c>v</c> shows these bytes and no others.</summary>
    internal static bool IsVersion(this ImageItem item, string? version) => version?.Length == VersionDigits && item.Sha256?.StartsWith(version, StringComparison.Ordinal) == true;

    // The beginning of the digest in the address: what it shows never changes, so caches may keep it permanently.
    private static string ThumbnailOf(ImageItem item) => ImageAddress.Of(item.ImageId, "thumbnail", item.Sha256?[..VersionDigits]);

    private static string OriginalOf(ImageItem item) => ImageAddress.Of(item.ImageId, "original");
}
