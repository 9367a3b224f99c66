namespace ImageRetrieval.ServiceDefaults.Routing;

/// <summary>Converts texts to a path segment and back.</summary>
public static class PathSegment
{
    private const string Slash = "%2F";

    /// <summary>
    /// Whether an escaped text reaches the server unchanged through any proxy. Browsers and servers treat dots alone as folders;
    /// some proxies unescape, merge or reject slashes, percent signs and control characters. Such texts must go into the query.
    /// </summary>
    public static bool CanCarry(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text is not ("" or "." or "..") && !text.AsSpan().ContainsAny('/', '\\', '%') && !text.Any(char.IsControl);
    }

    /// <summary>
    /// The original text of a segment. Servers do not unescape an escaped slash, so a value with <c>%2F</c> may be a slash or these
    /// three characters: only the raw address distinguishes them.
    /// </summary>
    /// <param name="value">The segment as routing returns it.</param>
    /// <param name="rawTarget">The raw address, with or without a query.</param>
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
