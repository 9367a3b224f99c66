using System.Net;
using System.Net.Sockets;

namespace ImageRetrieval.ServiceDefaults.Network;

/// <summary>
/// Opens connections for services that fetch what strangers name: the host is looked up once, every one of its addresses must
/// be public or in an allowed network, and the connection goes to an address that was checked, so a second answer of the
/// name server changes nothing. A redirect to another host opens a connection and comes through here again.
/// </summary>
/// <param name="allowed">Networks that may be connected to although they are not public.</param>
/// <param name="lookup">Null asks the system.</param>
public sealed class GuardedConnection(IReadOnlyList<IPNetwork> allowed, NameLookup? lookup = null)
{
    private readonly NameLookup _lookup = lookup ?? Dns.GetHostAddressesAsync;

    /// <summary>A handler whose every connection is guarded. Redirects and content codings are its user's business.</summary>
    public SocketsHttpHandler CreateHandler() => new()
    {
        ConnectCallback = ConnectAsync,
        // A proxy would look the name up by itself, behind the guard's back.
        UseProxy = false,
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,
    };

    /// <summary>For <see cref="SocketsHttpHandler.ConnectCallback"/>.</summary>
    /// <exception cref="BlockedConnectionException">The host has an address that is not allowed, or none; or the port is not one of the web.</exception>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(context);
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        if (!WebPort.Is(port))
            throw BlockedConnectionException.Port(port);
        var addresses = await ResolveAsync(host, token);
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

    /// <summary>Whether a connection to this address is made.</summary>
    internal bool IsAllowed(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return PublicAddress.Is(address) || allowed.Any(network => network.Contains(plain));
    }

    private async Task<IPAddress[]> ResolveAsync(string host, CancellationToken token)
    {
        IPAddress[] addresses = IPAddress.TryParse(host.Trim('[', ']'), out var literal) ? [literal] : await _lookup(host, token);
        if (addresses.Length == 0)
            throw BlockedConnectionException.NoAddress(host);
        // One bad address among good ones is how such a check is played with: all or none.
        return Array.Find(addresses, address => !IsAllowed(address)) is { } blocked
            ? throw BlockedConnectionException.Address(host, blocked)
            : addresses;
    }
}
