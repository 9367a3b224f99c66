using ImageRetrieval.Collection.Items;

namespace ImageRetrieval.Api.Images;

/// <summary>The content types in which originals are answered.</summary>
internal static class OriginalFormats
{
    private static readonly Dictionary<string, string> s_contentTypes = new(StringComparer.Ordinal)
    {
        [".jpg"] = "image/jpeg",
        [".png"] = "image/png",
        [".webp"] = "image/webp",
        [".gif"] = "image/gif",
        [".avif"] = "image/avif",
    };

    /// <summary>The content type of an image's bytes; null for a format that is not one of ours.</summary>
    internal static string? ContentTypeOf(ImageItem image) => s_contentTypes.GetValueOrDefault(image.Extension);
}
