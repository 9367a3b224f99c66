using System.Net;
using System.Net.Sockets;

namespace ImageRetrieval.Api.UrlQueries;

/// <summary>
/// Opens connections of the fetcher: the name is looked up once, every address must be allowed, and the connection goes
/// to an address that was checked, so a second answer of the name server changes nothing.
/// </summary>
internal sealed class GuardedConnection(UrlQueryOptions options, NameLookup lookup)
{
    private readonly IReadOnlyList<IPNetwork> _networks = options.Networks;

    internal async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken token)
    {
        var addresses = await ResolveAsync(context.DnsEndPoint.Host, token);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, token);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private async Task<IPAddress[]> ResolveAsync(string host, CancellationToken token)
    {
        var addresses = IPAddress.TryParse(host.Trim('[', ']'), out var literal) ? [literal] : await lookup(host, token);
        // One bad address among good ones is how such a check is played with: all or none.
        return addresses.Length > 0 && Array.TrueForAll(addresses, IsAllowed)
            ? addresses
            : throw new BlockedAddressException();
    }

    private bool IsAllowed(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return PublicAddress.Is(plain) || _networks.Any(network => network.Contains(plain));
    }
}
