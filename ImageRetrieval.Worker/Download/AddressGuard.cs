using System.Net;
using System.Net.Sockets;

namespace ImageRetrieval.Worker.Download;

/// <summary>
/// Keeps downloads off private, loopback, link-local and reserved addresses. The name is resolved here and the connection
/// goes to the address that was checked, so a name that changes its address in between gains nothing; every redirect to
/// another host opens a connection and comes through here again.
/// </summary>
internal sealed class AddressGuard(Func<string, CancellationToken, Task<IPAddress[]>>? resolve = null)
{
    // IPv4, from the IANA registry of special-purpose addresses.
    private static readonly IPNetwork[] s_forbidden =
    [
        .. ((string[])["0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
            "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3",
            "::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "3fff::/20", "5f00::/16", "fc00::/7", "fe80::/9", "ff00::/8"]).Select(IPNetwork.Parse),
    ];

    private readonly Func<string, CancellationToken, Task<IPAddress[]>> _resolve = resolve ?? Dns.GetHostAddressesAsync;

    internal static bool IsForbidden(IPAddress address)
    {
        var plain = Embedded(address);
        return s_forbidden.Any(network => network.Contains(plain));
    }

    /// <summary>For <see cref="SocketsHttpHandler.ConnectCallback"/>.</summary>
    /// <exception cref="ForbiddenAddressException">One of the host's addresses is forbidden.</exception>
    internal async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken token)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await _resolve(host, token);
        // A public name with one private address among others is an attack or a mistake: neither is worth a connection.
        if (addresses.FirstOrDefault(IsForbidden) is { } forbidden)
            throw new ForbiddenAddressException(host, forbidden);

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, port, token);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    // An IPv4 address inside an IPv6 one (mapped, NAT64, 6to4) is judged as the one that is reached in the end.
    private static IPAddress Embedded(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            return address;
        var bytes = address.GetAddressBytes();
        return address switch
        {
            { IsIPv4MappedToIPv6: true } => address.MapToIPv4(),
            _ when bytes.AsSpan().StartsWith((ReadOnlySpan<byte>)[0x00, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0]) => new IPAddress(bytes.AsSpan(12, 4)),
            _ when bytes[0] == 0x20 && bytes[1] == 0x02 => new IPAddress(bytes.AsSpan(2, 4)),
            _ => address,
        };
    }
}
