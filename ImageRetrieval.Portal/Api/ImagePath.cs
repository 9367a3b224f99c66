using System.Diagnostics.CodeAnalysis;
using ImageRetrieval.ServiceDefaults.Routing;

namespace ImageRetrieval.Portal.Api;

/// <summary>
/// Addresses of an image, the Api's and the Portal's own: <c>images/7/original</c>, or <c>image/original?id=a%2Fb</c> where the
/// id would not survive as a path segment.
/// </summary>
internal static class ImagePath
{
    private const int MaxIdLength = 512;

    /// <summary>The Api's address of an image whose id came from outside.</summary>
    /// <param name="id">The image.</param>
    /// <param name="what">Which resource of it, with its query: <c>thumbnail?size=320</c>; empty for its description.</param>
    /// <param name="path">The address; null when the id is invalid.</param>
    internal static bool TryGet(string id, string what, [NotNullWhen(true)] out string? path)
    {
        var isSafe = id.Length is > 0 and <= MaxIdLength && !id.Any(char.IsControl) && IsWellFormed(id);
        path = isSafe ? "v1/" + Of(id, what) : null;
        return isSafe;
    }

    /// <summary>The Portal's address of a picture of an image.</summary>
    /// <param name="id">The image.</param>
    /// <param name="what">Which picture, with a query: <c>thumbnail?size=320</c>.</param>
    internal static string OfPortal(string id, string what) => "/" + Of(id, what);

    private static string Of(string id, string what)
    {
        var escaped = Uri.EscapeDataString(id);
        if (PathSegment.CanCarry(id))
            return $"images/{escaped}{(what.Length > 0 ? "/" : "")}{what}";
        var parts = what.Split('?', 2);
        return $"image{(what.Length > 0 ? "/" : "")}{parts[0]}?id={escaped}{(parts.Length > 1 ? "&" : "")}{parts.ElementAtOrDefault(1)}";
    }

    private static bool IsWellFormed(string id)
    {
        for (var i = 0; i < id.Length; i++)
            if (char.IsSurrogate(id[i]) && !(i + 1 < id.Length && char.IsSurrogatePair(id[i], id[++i])))
                return false;
        return true;
    }
}
