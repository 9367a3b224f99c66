using ImageRetrieval.Collection.Catalog;

namespace ImageRetrieval.Worker.Download;

/// <summary>Identifies a URL that is neither http nor https.</summary>
internal static class OtherScheme
{
    /// <summary>The reason and a sentence; null when the URL begins with http: or https:, or has no scheme at all.</summary>
    internal static (FailureReason Reason, string Detail)? Find(string text)
    {
        var url = ImageUrl.Clean(text);
        var end = url.IndexOfAny([':', '/', '\\', '?', '#', '@']);
        if (end <= 0 || url[end] != ':')
            return null;
        var (scheme, rest) = (url[..end].ToLowerInvariant(), url[(end + 1)..]);
        if (scheme is "http" or "https")
            return null;
        if (end == 1 && rest is ['/' or '\\', ..])
            return (FailureReason.InvalidUrl, $"The URL is a Windows path: write it as file:///{url.Replace('\\', '/')}.");
        // 'localhost:8080/a.jpg' and 'user:password@example.org' begin with something that looks like a scheme, and name a host.
        if (!Uri.CheckSchemeName(scheme) || scheme.Contains('.', StringComparison.Ordinal) || scheme == "localhost" || rest is [>= '0' and <= '9', ..] || rest.Split('/', '\\', '?', '#')[0].Contains('@', StringComparison.Ordinal))
            return (FailureReason.InvalidUrl, "The URL has no scheme: it must start with http:// or https://.");
        return (FailureReason.UnsupportedScheme, $"The scheme '{scheme}' is not downloaded: use http, https, or files under Ingest:AllowedRoots.");
    }
}
