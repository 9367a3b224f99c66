using ImageRetrieval.Collection.Catalog;

namespace ImageRetrieval.Worker.Download;

/// <summary>The redirects from a URL to the one that answers: bounded, without circles, and only over http and https.</summary>
/// <param name="first">The first URL.</param>
/// <param name="limit">The maximum number of redirects.</param>
/// <param name="options">The schemes that a redirect may change between.</param>
internal sealed class Redirects(Uri first, int limit, DownloadOptions options)
{
    private const int MostShown = 200;

    private readonly HashSet<string> _seen = [first.AbsoluteUri];

    /// <summary>Whether a redirect led from https to http: then no secrets are sent.</summary>
    internal bool LostEncryption { get; private set; }

    /// <summary>Whether this answer is a redirect; then <paramref name="next"/> is its target.</summary>
    /// <exception cref="DownloadFailure">The redirect cannot be followed.</exception>
    internal bool TryFollow(HttpResponseMessage response, ImageUrl current, out ImageUrl next)
    {
        next = current;
        if ((int)response.StatusCode is not (300 or 301 or 302 or 303 or 307 or 308) || !response.Headers.NonValidated.TryGetValues("Location", out var locations))
            return false;

        next = Resolve(ImageUrl.Clean(locations.First()), current.Address);
        if (options.UpgradeToHttps)
            next = next.WithHttps();
        if (current.Address.Scheme == Uri.UriSchemeHttps && next.Address.Scheme == Uri.UriSchemeHttp)
        {
            if (!options.FollowToHttp)
                throw new DownloadFailure(FailureReason.UnsupportedScheme, false, "The server redirects from https to http, which is not followed (Download:FollowToHttp).");
            LostEncryption = true;
        }
        if (!_seen.Add(next.Address.AbsoluteUri))
            throw new DownloadFailure(FailureReason.RedirectLoop, false, "The server's redirects form a loop.");
        if (_seen.Count > limit + 1)
            throw new DownloadFailure(FailureReason.TooManyRedirects, false, $"The server redirects more than {limit} times (Ingest:MaxRedirects).");
        return true;
    }

    private static ImageUrl Resolve(string location, Uri current)
    {
        if (Scheme(location) is { } scheme && scheme != Uri.UriSchemeHttp && scheme != Uri.UriSchemeHttps)
            throw new DownloadFailure(FailureReason.UnsupportedScheme, false, $"The server redirects to the scheme '{scheme}', which is not downloaded.");
        var absolute = Scheme(location) is not null ? location
            : location is ['/' or '\\', '/' or '\\', ..] ? $"{current.Scheme}:{location}"
            : Uri.TryCreate(current, location.Replace('\\', '/'), out var joined) ? joined.AbsoluteUri
            : location;
        return ImageUrl.TryParse(absolute, out var next, out var problem)
            ? next!
            : throw new DownloadFailure(FailureReason.InvalidUrl, false, $"The server redirects to '{Short(ImageUrl.Shown(location))}', which cannot be requested. {problem}");
    }

    // A relative path may contain a colon: a scheme comes before any slash, question mark or fragment.
    private static string? Scheme(string location)
    {
        var end = location.IndexOfAny([':', '/', '\\', '?', '#']);
        return end > 0 && location[end] == ':' && Uri.CheckSchemeName(location[..end]) ? location[..end].ToLowerInvariant() : null;
    }

    private static string Short(string text) => text.Length <= MostShown ? text : text[..MostShown] + "…";
}
