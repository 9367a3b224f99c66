using System.Text;

namespace ImageRetrieval.Worker.Download;

/// <summary>The configuration sections <c>Download:Hosts:…</c>: what one host, or those of one pattern, are sent. Values may be secrets: no message shows them.</summary>
internal sealed class HostOptions
{
    // Headers of the connection, of conditional requests and of decoding.
    private static readonly HashSet<string> s_ours = new(StringComparer.OrdinalIgnoreCase)
    {
        "Accept-Encoding", "Connection", "Content-Encoding", "Content-Length", "Content-Type", "Expect", "Host", "If-Match", "If-Modified-Since", "If-None-Match", "If-Range",
        "If-Unmodified-Since", "Keep-Alive", "Proxy-Authorization", "Proxy-Connection", "Range", "TE", "Trailer", "Transfer-Encoding", "Upgrade",
    };

    /// <summary>Request headers, by name.</summary>
    public Dictionary<string, string> Headers { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Cookies, by name.</summary>
    public Dictionary<string, string> Cookies { get; } = new(StringComparer.Ordinal);

    /// <summary>The headers to send, the cookies in one of them.</summary>
    internal IEnumerable<KeyValuePair<string, string>> Sent => Cookies.Count == 0
        ? Headers
        : Headers.Append(KeyValuePair.Create("Cookie", string.Join("; ", Cookies.Select(cookie => $"{cookie.Key}={cookie.Value}"))));

    /// <summary>Sentences about what cannot be sent.</summary>
    /// <param name="section">The configuration key of this section.</param>
    internal IEnumerable<string> Problems(string section)
    {
        foreach (var (name, value) in Headers)
        {
            if (!IsToken(name))
                yield return $"{section}:Headers:{name} is not a header name: it has letters, digits and hyphens.";
            else if (s_ours.Contains(name))
                yield return $"{section}:Headers:{name} cannot be set: the program sets this header.";
            else if (!IsText(value))
                yield return $"{section}:Headers:{name} is empty or has a line break, a control character or a non-ASCII letter (its value is not shown): encode it as the server expects.";
        }
        foreach (var (name, value) in Cookies)
        {
            if (!IsToken(name))
                yield return $"{section}:Cookies:{name} is not a cookie name: it has letters, digits, hyphens and underscores.";
            else if (value is null || !Ascii.IsValid(value) || value.Any(c => char.IsControl(c) || c is ';' or ','))
                yield return $"{section}:Cookies:{name} has a semicolon, a comma, a control character or a non-ASCII letter (its value is not shown): give each cookie its own key.";
        }
        if (Cookies.Count == 0 && Headers.Count == 0)
            yield return $"{section} has neither Headers nor Cookies: give the host without scheme and port, as in Download:Hosts:example.org:Headers:Referer.";
        if (Cookies.Count > 0 && Headers.ContainsKey("Cookie"))
            yield return $"{section} has both Cookies and Headers:Cookie: use only one of them.";
    }

    private static bool IsToken(string name) => name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-.^_`|~".Contains(c, StringComparison.Ordinal));

    private static bool IsText(string? value) => !string.IsNullOrWhiteSpace(value) && Ascii.IsValid(value) && !value.Any(char.IsControl);
}
