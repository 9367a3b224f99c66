using System.Net;

namespace ImageRetrieval.ServiceDefaults.Network;

/// <summary>A connection that <see cref="GuardedConnection"/> refuses. The message contains the address: it is for logs and operators, not for clients.</summary>
public sealed class BlockedConnectionException : IOException
{
    private BlockedConnectionException(string message)
        : base(message)
    {
    }

    internal static BlockedConnectionException Address(string host, IPAddress address) =>
        new($"'{host}' has the address {address}, which is private, local or reserved.");

    internal static BlockedConnectionException NoAddress(string host) => new($"'{host}' has no address.");

    internal static BlockedConnectionException Port(int port) => new($"Port {port} belongs to another service than the web.");
}
