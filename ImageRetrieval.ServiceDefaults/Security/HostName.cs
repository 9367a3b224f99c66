using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace ImageRetrieval.ServiceDefaults.Security;

/// <summary>Host names without a port, in the one spelling in which they are compared.</summary>
internal static class HostName
{
    private static readonly IdnMapping s_idn = new() { UseStd3AsciiRules = false };

    /// <summary>Lower case, in ASCII, without the dot of the root; null when it is no name.</summary>
    public static string? Normalize(string host)
    {
        var name = host.EndsWith('.') ? host[..^1] : host;
        if (name.Length == 0 || name.EndsWith('.'))
            return null;
        try
        {
            return (name[0] == '[' ? name : s_idn.GetAscii(name)).ToLowerInvariant();
        }
        catch (ArgumentException)
        {
            return null; // an empty label, or one that is too long
        }
    }

    /// <summary>Whether it is <c>localhost</c> or below it, which no resolver may send elsewhere (RFC 6761).</summary>
    public static bool IsLocalhost(string name) => name == "localhost" || name.EndsWith(".localhost", StringComparison.Ordinal);

    /// <summary>Whether it is a numeric address as browsers write it: four numbers, or IPv6 in brackets.</summary>
    public static bool IsAddress(string name)
    {
        if (name is ['[', .. var inside, ']'])
            return IPAddress.TryParse(inside, out var v6) && v6.AddressFamily == AddressFamily.InterNetworkV6;
        // Shorter forms are addresses to some resolvers and names to others.
        return IPAddress.TryParse(name, out var v4) && v4.AddressFamily == AddressFamily.InterNetwork && v4.ToString() == name;
    }
}
