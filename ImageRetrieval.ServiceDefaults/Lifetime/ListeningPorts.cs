using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ImageRetrieval.ServiceDefaults.Lifetime;

/// <summary>The ports that the service is about to listen on, and which of them are already in use.</summary>
internal static partial class ListeningPorts
{
    internal static IEnumerable<int> Taken(WebApplication app)
    {
        // The in-memory server of tests does not listen on a port.
        if (app.Services.GetService<IServer>()?.GetType().FullName?.Contains("Kestrel", StringComparison.Ordinal) != true)
            return [];
        var configured = (app.Configuration["urls"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var endpoints = app.Configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"]).OfType<string>().ToArray();
        // In Kestrel's order of precedence: configured endpoints, else addresses set in code, else configured addresses.
        var urls = endpoints.Length > 0 ? endpoints : app.Urls.Count > 0 ? [.. app.Urls] : configured;
        return urls.Select(BindingAddress.Parse)
            .Where(address => !address.IsUnixPipe && address.Port > 0 && !CanListen(address))
            .Select(address => address.Port)
            .Distinct();
    }

    /// <summary>The port in use that Kestrel's exception reports; null for other exceptions.</summary>
    internal static int? TakenPort(IOException exception) =>
        exception.InnerException is AddressInUseException or AggregateException
        && UrlPort().Match(exception.Message) is { Success: true } match
            ? int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture)
            : null;

    private static bool CanListen(BindingAddress address)
    {
        if (IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip))
            return CanListen(ip, address.Port);
        return string.Equals(address.Host, "localhost", StringComparison.OrdinalIgnoreCase)
            ? CanListen(IPAddress.Loopback, address.Port) && CanListen(IPAddress.IPv6Loopback, address.Port)
            : CanListen(IPAddress.Any, address.Port);
    }

    private static bool CanListen(IPAddress ip, int port)
    {
        try
        {
            using var socket = new Socket(ip.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(ip, port));
            socket.Listen(1);
            return true;
        }
        catch (SocketException exception)
        {
            return exception.SocketErrorCode != SocketError.AddressAlreadyInUse;
        }
    }

    [GeneratedRegex(@"://\S*:(\d+)")]
    private static partial Regex UrlPort();
}
