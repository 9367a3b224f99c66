using System.Net;
using System.Net.Sockets;

namespace ImageRetrieval.Api.UrlQueries;

/// <summary>Tells addresses of the public internet from all others (IANA's special-purpose registries, RFC 6890).</summary>
internal static class PublicAddress
{
    private static readonly IPNetwork[] s_special =
    [
        .. ((string[])[
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
            "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        ]).Select(IPNetwork.Parse),
    ];

    // Of IPv6 only 2000::/3 is given out; these parts of it are not for hosts, or hide an IPv4 address.
    private static readonly IPNetwork s_global = IPNetwork.Parse("2000::/3");
    private static readonly IPNetwork[] s_special6 = [.. ((string[])["2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"]).Select(IPNetwork.Parse)];
    private static readonly IPNetwork s_translated = IPNetwork.Parse("64:ff9b::/96");

    internal static bool Is(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            return Is(address.MapToIPv4());
        if (address.AddressFamily == AddressFamily.InterNetwork)
            return !Array.Exists(s_special, network => network.Contains(address));
        // NAT64 leads to the IPv4 address in its last four bytes.
        if (s_translated.Contains(address))
            return Is(new IPAddress(address.GetAddressBytes().AsSpan(12)));
        return s_global.Contains(address) && !Array.Exists(s_special6, network => network.Contains(address));
    }
}
