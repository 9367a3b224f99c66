using System.Diagnostics.CodeAnalysis;

namespace ImageRetrieval.Portal.Api;

/// <summary>The Api's path of an image whose id came from outside.</summary>
internal static class ImagePath
{
    private const int MaxIdLength = 512;

    /// <summary>
    /// Escapes the id into exactly one path segment. Dots alone are refused: no escape keeps "." and ".." from being
    /// resolved as folders on the way.
    /// </summary>
    public static bool TryGet(string id, [NotNullWhen(true)] out string? path)
    {
        var isSafe = id.Length is > 0 and <= MaxIdLength && id is not ("." or "..") && !id.Any(char.IsControl) && IsWellFormed(id);
        path = isSafe ? "v1/images/" + Uri.EscapeDataString(id) : null;
        return isSafe;
    }

    private static bool IsWellFormed(string id)
    {
        for (var i = 0; i < id.Length; i++)
            if (char.IsSurrogate(id[i]) && !(i + 1 < id.Length && char.IsSurrogatePair(id[i], id[++i])))
                return false;
        return true;
    }
}
