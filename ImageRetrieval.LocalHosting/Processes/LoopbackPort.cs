using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace ImageRetrieval.LocalHosting.Processes;

internal static class LoopbackPort
{
    private const int FirstPort = 20_000;
    private const int EndPort = 30_000;
    private const int MostAttempts = 500;

    private static readonly ConcurrentDictionary<int, bool> s_given = new();

    /// <summary>Whether some program listens on the port of the loopback interface.</summary>
    public static bool IsTaken(int port) =>
        !CanListen(IPAddress.Loopback, port)
        || (Socket.OSSupportsIPv6 && !CanListen(IPAddress.IPv6Loopback, port))
        // macOS lets a socket take 127.0.0.1 while another one holds all addresses.
        || (OperatingSystem.IsMacOS() && Answers(port));

    /// <summary>A port that is free now, and given to nobody else in this process. Another program may take it before it is used; the start then fails and is tried again.</summary>
    /// <remarks>
    /// Not from the range out of which systems give ports to outgoing connections (32768 and up on Linux): any request of any
    /// program might get it before the process that it is meant for listens.
    /// </remarks>
    public static int FindFree()
    {
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            var port = Random.Shared.Next(FirstPort, EndPort);
            if (s_given.TryAdd(port, true) && !IsTaken(port))
                return port;
        }

        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private static bool CanListen(IPAddress address, int port)
    {
        try
        {
            using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            if (OperatingSystem.IsWindows())
                socket.ExclusiveAddressUse = true;
            socket.Bind(new IPEndPoint(address, port));
            socket.Listen(1);
            return true;
        }
        catch (SocketException exception)
        {
            // Anything else (no IPv6 address, no permission) is for the process itself to report.
            return exception.SocketErrorCode != SocketError.AddressAlreadyInUse;
        }
    }

    private static bool Answers(int port)
    {
        try
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.Connect(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
