using ImageRetrieval.Worker.Catalog;

namespace ImageRetrieval.Worker.Download;

/// <summary>The way from a URL to the one that answers: bounded, without circles, and never out of http and https.</summary>
internal sealed class Redirects(Uri first, int limit)
{
    private readonly HashSet<string> _seen = [first.AbsoluteUri];

    /// <summary>Whether this answer sends elsewhere; then <paramref name="next"/> is where.</summary>
    /// <exception cref="DownloadFailure">There, no image is to be had.</exception>
    internal bool TryFollow(HttpResponseMessage response, Uri current, out Uri next)
    {
        next = current;
        if ((int)response.StatusCode is not (301 or 302 or 303 or 307 or 308) || response.Headers.Location is not { } location)
            return false;

        next = location.IsAbsoluteUri ? location : new Uri(current, location);
        if (next.Scheme != Uri.UriSchemeHttp && next.Scheme != Uri.UriSchemeHttps)
            throw new DownloadFailure(FailureReason.UnsupportedScheme, false, $"The server redirects to the scheme '{next.Scheme}', which is not downloaded.");
        if (current.Scheme == Uri.UriSchemeHttps && next.Scheme == Uri.UriSchemeHttp)
            throw new DownloadFailure(FailureReason.UnsupportedScheme, false, "The server redirects from https to http, which is not followed.");
        if (!_seen.Add(next.AbsoluteUri))
            throw new DownloadFailure(FailureReason.RedirectLoop, false, "The server redirects in a circle.");
        if (_seen.Count > limit + 1)
            throw new DownloadFailure(FailureReason.TooManyRedirects, false, $"The server redirects more than {limit} times (Ingest:MaxRedirects).");
        return true;
    }
}
