using ImageRetrieval.Vision.Decoding;
using Microsoft.Net.Http.Headers;

namespace ImageRetrieval.Api.Images;

/// <summary>Which formats thumbnails come in, and which of them a client takes.</summary>
internal sealed record ThumbnailFormat(ImageFormat Format, string ContentType, string Extension)
{
    private static readonly ThumbnailFormat s_webp = new(ImageFormat.Webp, "image/webp", ".webp");
    private static readonly ThumbnailFormat s_avif = new(ImageFormat.Avif, "image/avif", ".avif");
    private static readonly ThumbnailFormat s_jpeg = new(ImageFormat.Jpeg, "image/jpeg", ".jpg");

    // Of equally preferred ones the first: AVIF is the smallest and takes longest to encode, once.
    private static readonly ThumbnailFormat[] s_all = [s_avif, s_webp, s_jpeg];

    /// <summary>The format that an Accept header likes best. Clients that accept anything get WebP; those that accept none of ours, JPEG.</summary>
    internal static ThumbnailFormat For(IList<MediaTypeHeaderValue> accept)
    {
        var named = s_all.Select(format => (Format: format, Quality: Quality(accept, format))).Where(choice => choice.Quality > 0).OrderByDescending(choice => choice.Quality).Select(choice => choice.Format).FirstOrDefault();
        if (named is not null)
            return named;
        return accept.Count == 0 || accept.Any(type => type.MatchesAllTypes || type.MatchesAllSubTypes) ? s_webp : s_jpeg;
    }

    // A wildcard does not request AVIF: clients that send one may not support it.
    private static double Quality(IList<MediaTypeHeaderValue> accept, ThumbnailFormat format) =>
        accept.Where(type => type.MediaType.Equals(format.ContentType, StringComparison.OrdinalIgnoreCase)).Select(type => type.Quality ?? 1).DefaultIfEmpty(0).Max();
}
