using System.Net;
using System.Net.Sockets;

namespace ImageRetrieval.LocalHosting.Processes;

internal static class LoopbackPort
{
    /// <summary>Whether some program listens on the port of the loopback interface.</summary>
    public static bool IsTaken(int port) =>
        !CanListen(IPAddress.Loopback, port)
        || (Socket.OSSupportsIPv6 && !CanListen(IPAddress.IPv6Loopback, port))
        // macOS lets a socket take 127.0.0.1 while another one holds all addresses.
        || (OperatingSystem.IsMacOS() && Answers(port));

    /// <summary>A port that is free now. Another program may take it before it is used; the start then fails and is tried again.</summary>
    public static int FindFree()
    {
        while (true)
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            var port = ((IPEndPoint)socket.LocalEndPoint!).Port;
            socket.Close();
            if (!IsTaken(port))
                return port;
        }
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
