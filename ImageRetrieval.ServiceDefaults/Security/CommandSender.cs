using System.Net;
using Microsoft.AspNetCore.Http;

namespace ImageRetrieval.ServiceDefaults.Security;

/// <summary>What the services check about the sender of a command.</summary>
public static class CommandSender
{
    private const string Bearer = "Bearer ";

    /// <summary>The refusal of a command that <see cref="AllowedHosts.IsForeignPage"/> finds to come from another site's page.</summary>
    public const string ForeignPageRefusal = "A page of another site may not command this service.";

    /// <summary>Whether the request comes from this machine. False when the address is unknown.</summary>
    public static bool IsThisMachine(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address);
    }

    /// <summary>The key in <c>Authorization: Bearer …</c>; null when the request has no such header.</summary>
    public static string? BearerKey(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var authorization = request.Headers.Authorization.ToString();
        return authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? authorization[Bearer.Length..].Trim() : null;
    }
}
