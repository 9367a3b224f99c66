using System.Net.NetworkInformation;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace ImageRetrieval.ServiceDefaults.Security;

/// <summary>The host names that a service has without configuration: the machine's, those it listens on, and its name in Aspire.</summary>
internal static class OwnNames
{
    internal static IEnumerable<string> Of(IConfiguration configuration) => OfMachine().Concat(OfAddresses(configuration)).Append(configuration["OTEL_SERVICE_NAME"] ?? "").Where(name => name.Length > 0);

    // With .local: the machine's name in networks that use mDNS.
    private static IEnumerable<string> OfMachine()
    {
        var machine = Environment.MachineName;
        var network = IPGlobalProperties.GetIPGlobalProperties();
        return [machine, machine + ".local", network.HostName, network.DomainName is { Length: > 0 } domain and not "(none)" ? $"{machine}.{domain}" : ""];
    }

    // An address such as http://+:8000 or http://*:8000 has no host name.
    private static IEnumerable<string> OfAddresses(IConfiguration configuration) => (configuration["urls"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Concat(configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"]).OfType<string>())
        .Select(address => BindingAddress.Parse(address).Host)
        .Where(host => host is not ("+" or "*") && !host.StartsWith("unix:", StringComparison.Ordinal));
}
