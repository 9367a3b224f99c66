using System.Net;
using ImageRetrieval.ServiceDefaults.Security;
using Microsoft.Extensions.Options;

namespace ImageRetrieval.Portal.Security;

/// <summary>
/// Who sends a request: a visitor, or an operator, who may command the Worker and sees what only operators can act on. Unless it is
/// configured, operators are the browsers of this machine.
/// </summary>
internal sealed class Roles(IOptions<PortalOptions> options)
{
    // A reverse proxy on this machine forwards the requests of visitors: its headers say so, or the public name does.
    private static readonly string[] s_proxyHeaders = ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "Via"];

    public bool IsOperator(HttpContext context) =>
        options.Value.IngestCommands ?? (CommandSender.IsThisMachine(context) && IsDirect(context.Request));

    // No browser uses HTTP/1.0; proxies that are not configured further do.
    private static bool IsDirect(HttpRequest request) =>
        !HttpProtocol.IsHttp10(request.Protocol) && !s_proxyHeaders.Any(request.Headers.ContainsKey) && IsLocal(request.Host.Host);

    private static bool IsLocal(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
