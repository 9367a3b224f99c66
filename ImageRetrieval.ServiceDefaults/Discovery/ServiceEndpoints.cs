using System.Collections.Concurrent;
using Microsoft.Extensions.Configuration;

namespace ImageRetrieval.ServiceDefaults.Discovery;

/// <summary>
/// The addresses of services by name, from the configuration: <c>services:api:http:0 = http://localhost:8000</c>. The
/// third part is a scheme or the name of an endpoint; several addresses take turns.
/// </summary>
internal sealed class ServiceEndpoints(IConfiguration configuration)
{
    private readonly ConcurrentDictionary<string, Turn> _turns = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// The address that stands for <c>http://api/path</c>, <c>https+http://api/path</c> (the first scheme that is
    /// configured) or <c>http://_name.api/path</c>; the given one, with a plain scheme, when nothing is configured.
    /// </summary>
    public Uri Resolve(Uri address)
    {
        var schemes = address.Scheme.Split('+');
        var (endpoint, service) = Parse(address.Host);
        foreach (var name in endpoint is null ? schemes : [endpoint])
        {
            if (Next($"services:{service}:{name}") is { } found)
                return Combine(found, schemes[0], address);
        }

        return schemes.Length == 1 ? address : new UriBuilder(address) { Scheme = schemes[0], Port = address.IsDefaultPort ? -1 : address.Port }.Uri;
    }

    private static (string? Endpoint, string Service) Parse(string host) =>
        host.StartsWith('_') && host.IndexOf('.', StringComparison.Ordinal) is > 1 and var dot ? (host[1..dot], host[(dot + 1)..]) : (null, host);

    private static Uri Combine(string found, string scheme, Uri address)
    {
        var text = found.Contains("://", StringComparison.Ordinal) ? found : $"{scheme}://{found}";
        if (!Uri.TryCreate(text, UriKind.Absolute, out var target))
            throw new InvalidOperationException($"The configured address '{found}' of the service '{address.Host}' is no URL: give one like http://localhost:8000.");
        return new UriBuilder(address) { Scheme = target.Scheme, Host = target.Host, Port = target.IsDefaultPort ? -1 : target.Port }.Uri;
    }

    private string? Next(string key)
    {
        var section = configuration.GetSection(key);
        string[] addresses = section.Value is { Length: > 0 } single
            ? [single]
            : [.. section.GetChildren().Select(child => child.Value).OfType<string>().Where(value => value.Length > 0)];
        return addresses.Length switch
        {
            0 => null,
            1 => addresses[0],
            _ => addresses[_turns.GetOrAdd(key, _ => new Turn()).Next(addresses.Length)],
        };
    }

    private sealed class Turn
    {
        private uint _count = uint.MaxValue;

        public int Next(int length) => (int)(Interlocked.Increment(ref _count) % (uint)length);
    }
}
