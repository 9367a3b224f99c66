using ImageRetrieval.ServiceDefaults.Routing;

namespace ImageRetrieval.Api.Images;

/// <summary>
/// The addresses of an image: <c>/v1/images/7/original</c>, or <c>/v1/image/original?id=a%2Fb</c> where the id cannot be a segment of a
/// path that arrives unchanged. Each id has exactly one address, and no two share one.
/// </summary>
internal static class ImageAddress
{
    internal const string Routed = "/v1/images/{id}";
    internal const string Queried = "/v1/image";

    /// <param name="imageId">The image.</param>
    /// <param name="what">What of it: <c>thumbnail</c> or <c>original</c>.</param>
    /// <param name="version">The beginning of the digest of its bytes; null for none.</param>
    internal static string Of(string imageId, string what, string? version = null)
    {
        var id = Uri.EscapeDataString(imageId);
        return PathSegment.CanCarry(imageId)
            ? $"/v1/images/{id}/{what}{(version is null ? "" : "?v=" + version)}"
            : $"{Queried}/{what}?id={id}{(version is null ? "" : "&v=" + version)}";
    }
}
