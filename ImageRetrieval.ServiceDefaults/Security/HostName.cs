using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace ImageRetrieval.ServiceDefaults.Security;

/// <summary>Host names without a port, normalized for comparison.</summary>
internal static class HostName
{
    private static readonly IdnMapping s_idn = new() { UseStd3AsciiRules = false };

    /// <summary>In lower case and ASCII, without the root's dot; null when it is not a valid name.</summary>
    internal static string? Normalize(string host)
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
            return null; // an empty or overlong label
        }
    }

    /// <summary>Whether it is <c>localhost</c> or a subdomain of it, which resolvers must not send elsewhere (RFC 6761).</summary>
    internal static bool IsLocalhost(string name) => name == "localhost" || name.EndsWith(".localhost", StringComparison.Ordinal);

    /// <summary>Whether it is a numeric address as browsers write it: IPv4 with four numbers, or IPv6 in brackets.</summary>
    internal static bool IsAddress(string name)
    {
        if (name is ['[', .. var inside, ']'])
            return IPAddress.TryParse(inside, out var v6) && v6.AddressFamily == AddressFamily.InterNetworkV6;
        // Some resolvers treat shorter forms as addresses, others as names.
        return IPAddress.TryParse(name, out var v4) && v4.AddressFamily == AddressFamily.InterNetwork && v4.ToString() == name;
    }
}
