using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace ImageRetrieval.ServiceDefaults.Security;

/// <summary>
/// The names by which a service may be asked. A web site can let its own name point to this machine (DNS rebinding): a browser
/// then takes the site's pages and this service for one, and only the name in <c>Host</c> tells them apart. A numeric address
/// cannot be pointed elsewhere, so it is always allowed.
/// </summary>
public sealed class AllowedHosts
{
    private readonly HashSet<string> _ownNames;
    private readonly AllowedHostsOptions _options;

    /// <param name="ownNames">Names of this machine and of this service.</param>
    /// <param name="options">Names that the configuration adds.</param>
    internal AllowedHosts(IEnumerable<string> ownNames, IOptions<AllowedHostsOptions> options)
    {
        _ownNames = ownNames.Select(HostName.Normalize).OfType<string>().ToHashSet(StringComparer.Ordinal);
        _options = options.Value;
    }

    /// <summary>Whether a request for this host is meant for this service. No browser leaves the host out; a health probe may.</summary>
    public bool Allows(HostString host) => _options.AllowsAll || !host.HasValue || IsKnown(host);

    /// <summary>
    /// Whether a request comes from a page of another site. Browsers say from where a page's request comes; programs say
    /// nothing, and need not. That the page and the request name the same host does not help a host that is not known.
    /// </summary>
    public bool IsForeignPage(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site")
            return true;
        return request.Headers.Origin is { Count: > 0 } origin && !IsOwnPage(origin.ToString(), request.Host);
    }

    // Behind a proxy that ends TLS the scheme differs, and the port and the host may: then the name must be an option's.
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
