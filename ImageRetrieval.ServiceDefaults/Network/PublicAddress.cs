using System.Net;
using System.Net.Sockets;

namespace ImageRetrieval.ServiceDefaults.Network;

/// <summary>
/// Distinguishes addresses of the public internet from all others, by IANA's registries of special-purpose addresses (RFC 6890).
/// An IPv6 address that embeds an IPv4 address is judged by the IPv4 address, or refused where the target depends on a tunnel's
/// operator.
/// </summary>
public static class PublicAddress
{
    private static readonly IPNetwork[] s_special4 = Networks(
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
        "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4");

    // The only IPv6 range in global use. Outside it are loopback, link-local, site-local, unique-local and multicast
    // addresses, IPv4-compatible and IPv4-translated ones, and NAT64 for local use (64:ff9b:1::/48).
    private static readonly IPNetwork s_global6 = IPNetwork.Parse("2000::/3");

    // IETF protocols including Teredo; documentation; 6to4; documentation.
    private static readonly IPNetwork[] s_special6 = Networks("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");

    private static readonly IPNetwork s_nat64 = IPNetwork.Parse("64:ff9b::/96");

    /// <summary>Whether the address is globally reachable, so that it means the same host everywhere.</summary>
    public static bool Is(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (address.AddressFamily == AddressFamily.InterNetwork)
            return !Array.Exists(s_special4, network => network.Contains(address));
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            return false;
        // A zone selects a network interface of this machine: public addresses do not need one.
        if (address.ScopeId != 0)
            return false;
        if (address.IsIPv4MappedToIPv6)
            return Is(address.MapToIPv4());
        var bytes = address.GetAddressBytes();
        if (s_nat64.Contains(address))
            return Is(new IPAddress(bytes.AsSpan(12)));
        return s_global6.Contains(address)
            && !Array.Exists(s_special6, network => network.Contains(address))
            && (!IsTunnelToIPv4(bytes) || Is(new IPAddress(bytes.AsSpan(12))));
    }

    // ISATAP (RFC 5214): the interface's half of the address is 0000:5efe or 0200:5efe and an IPv4 address.
    private static bool IsTunnelToIPv4(ReadOnlySpan<byte> bytes) => (bytes[8] & 0xFD) == 0 && bytes[9] == 0 && bytes[10] == 0x5E && bytes[11] == 0xFE;

    private static IPNetwork[] Networks(params ReadOnlySpan<string> texts)
    {
        var networks = new IPNetwork[texts.Length];
        for (var i = 0; i < texts.Length; i++)
            networks[i] = IPNetwork.Parse(texts[i]);
        return networks;
    }
}
