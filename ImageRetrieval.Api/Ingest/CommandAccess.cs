using System.Net;
using ImageRetrieval.Api.Safety;
using Microsoft.Extensions.Options;

namespace ImageRetrieval.Api.Ingest;

/// <summary>
/// Who may command the Worker through this service, as the Worker has it: never a web page of another site and, where no
/// keys are configured, only this machine. With keys, the role <c>ingest</c> was asked for already.
/// </summary>
internal sealed class CommandAccess(IOptions<SafetyOptions> safety) : IEndpointFilter
{
    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        if (IsForeignPage(context.HttpContext.Request))
            throw Forbidden("A page of another site may not command this service.");
        if (safety.Value.Keys.Count == 0 && !IsThisMachine(context.HttpContext.Connection.RemoteIpAddress))
            throw Forbidden("Without keys (Api:Safety:Keys) only this machine may command: configure one with the role 'ingest'.");
        return next(context);
    }

    private static bool IsThisMachine(IPAddress? address) => address is not null && IPAddress.IsLoopback(address);

    // A browser says from where a page's request comes; programs say nothing, and need not.
    private static bool IsForeignPage(HttpRequest request)
    {
        if (request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site")
            return true;
        return request.Headers.Origin is { Count: > 0 } origin && origin != $"{request.Scheme}://{request.Host}";
    }

    private static RefusalException Forbidden(string detail) => new(StatusCodes.Status403Forbidden, detail);
}
