namespace ImageRetrieval.ServiceDefaults.Routing;

/// <summary>Texts as one segment of a path, and back.</summary>
public static class PathSegment
{
    private const string Slash = "%2F";

    /// <summary>
    /// Whether an escaped text arrives as it was, whatever lies in between. Dots alone are folders to every browser and server;
    /// slashes, percent signs and control characters are unescaped, merged or refused by some proxies. Those belong into the query.
    /// </summary>
    public static bool CanCarry(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text is not ("" or "." or "..") && !text.AsSpan().ContainsAny('/', '\\', '%') && !text.Any(char.IsControl);
    }

    /// <summary>
    /// What a segment meant. Servers leave an escaped slash escaped, so that a value with <c>%2F</c> may be a slash or these three
    /// characters: only the address as it was sent tells them apart.
    /// </summary>
    /// <param name="value">The segment as routing gives it.</param>
    /// <param name="rawTarget">The address as it was sent, with or without a query.</param>
    internal static string Exact(string value, string rawTarget)
    {
        if (!value.Contains(Slash, StringComparison.OrdinalIgnoreCase))
            return value;
        var path = rawTarget.Split('?')[0];
        return path.Split('/').LastOrDefault(segment => AsRouted(segment) == value) is { } sent ? Uri.UnescapeDataString(sent) : value;
    }

    private static string AsRouted(string segment)
    {
        var at = segment.IndexOf(Slash, StringComparison.OrdinalIgnoreCase);
        return at < 0
            ? Uri.UnescapeDataString(segment)
            : Uri.UnescapeDataString(segment[..at]) + segment[at..(at + Slash.Length)] + AsRouted(segment[(at + Slash.Length)..]);
    }
}
