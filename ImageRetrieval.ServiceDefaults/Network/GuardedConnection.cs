using System.Net;
using System.Net.Sockets;

namespace ImageRetrieval.ServiceDefaults.Network;

/// <summary>
/// Opens connections for services that fetch addresses from untrusted sources: the host is resolved once, each of its addresses
/// must be public or in an allowed network, and the connection goes to an address that was checked, so a second DNS answer
/// changes nothing. A redirect to another host opens a new connection and is checked again.
/// </summary>
/// <param name="allowed">Networks that are allowed although they are not public.</param>
/// <param name="lookup">Resolves host names; null for the system's resolver.</param>
public sealed class GuardedConnection(IReadOnlyList<IPNetwork> allowed, NameLookup? lookup = null)
{
    private readonly NameLookup _lookup = lookup ?? Dns.GetHostAddressesAsync;

    /// <summary>A handler that checks every connection. The caller handles redirects and content codings.</summary>
    public SocketsHttpHandler CreateHandler() => new()
    {
        ConnectCallback = ConnectAsync,
        // A proxy would resolve the name itself and bypass the check.
        UseProxy = false,
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,
    };

    /// <summary>For <see cref="SocketsHttpHandler.ConnectCallback"/>.</summary>
    /// <exception cref="BlockedConnectionException">The host has an address that is not allowed, or none; or the port belongs to a service other than the web.</exception>
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

    /// <summary>Whether connections to this address are allowed.</summary>
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
        // A forbidden address among allowed ones is a typical way around such a check: all must be allowed.
        return Array.Find(addresses, address => !IsAllowed(address)) is { } blocked
            ? throw BlockedConnectionException.Address(host, blocked)
            : addresses;
    }
}
