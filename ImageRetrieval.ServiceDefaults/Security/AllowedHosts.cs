using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace ImageRetrieval.ServiceDefaults.Security;

/// <summary>
/// The host names that a service accepts. A web site can let its own name resolve to this machine (DNS rebinding): a browser then
/// considers the site's pages and this service the same origin, and only the name in <c>Host</c> distinguishes them. A numeric
/// address cannot be redirected this way, so it is always allowed.
/// </summary>
public sealed class AllowedHosts
{
    private readonly HashSet<string> _ownNames;
    private readonly AllowedHostsOptions _options;

    /// <param name="ownNames">The names of this machine and of this service.</param>
    /// <param name="options">The names that the configuration adds.</param>
    internal AllowedHosts(IEnumerable<string> ownNames, IOptions<AllowedHostsOptions> options)
    {
        _ownNames = ownNames.Select(HostName.Normalize).OfType<string>().ToHashSet(StringComparer.Ordinal);
        _options = options.Value;
    }

    /// <summary>Whether a request for this host is meant for this service. Browsers always send a host; a health probe may omit it.</summary>
    public bool Allows(HostString host) => _options.AllowsAll || !host.HasValue || IsKnown(host);

    /// <summary>
    /// Whether a request comes from a page of another site. Browsers send the origin of a page's request; programs do not, and need
    /// not. A page of an unknown host is foreign even when the request names the same host.
    /// </summary>
    public bool IsForeignPage(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site")
            return true;
        return request.Headers.Origin is { Count: > 0 } origin && !IsOwnPage(origin.ToString(), request.Host);
    }

    // Behind a proxy that terminates TLS, the scheme and perhaps the host and port differ: the name must then be configured.
    private bool IsOwnPage(string origin, HostString asked)
    {
        if (!Uri.TryCreate(origin, UriKind.Absolute, out var page) || page.Scheme is not ("http" or "https"))
            return false;
        var host = new HostString(page.Authority);
        return IsConfigured(host) || (IsKnown(host) && string.Equals(host.Value, asked.Value, StringComparison.OrdinalIgnoreCase));
    }

    private bool IsKnown(HostString host) => HostName.Normalize(host.Host) is { } name
        && (HostName.IsLocalhost(name) || HostName.IsAddress(name) || _ownNames.Contains(name) || _options.Names(name));

    private bool IsConfigured(HostString host) => HostName.Normalize(host.Host) is { } name && _options.Names(name);
}
