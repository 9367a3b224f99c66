using System.Security.Cryptography;
using System.Text;
using ImageRetrieval.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace ImageRetrieval.Worker.Status;

/// <summary>Access to commands: clients with the key or, where no key is configured, clients on this machine that are not web pages of another site.</summary>
internal sealed class CommandAccess(IOptions<StatusOptions> options, AllowedHosts hosts) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        Refusal(context.HttpContext) ?? await next(context);

    private ProblemHttpResult? Refusal(HttpContext context)
    {
        if (hosts.IsForeignPage(context.Request))
            return Problem(StatusCodes.Status403Forbidden, CommandSender.ForeignPageRefusal);
        if (options.Value.Key is { Length: > 0 } key)
            return HasKey(context.Request, key) ? null : Problem(StatusCodes.Status401Unauthorized, "Commands require the key of the service (Status:Key), as 'Authorization: Bearer …' or 'X-Api-Key: …'.");
        return CommandSender.IsThisMachine(context)
            ? null
            : Problem(StatusCodes.Status403Forbidden, "Without a key (Status:Key), commands are accepted from this machine only: configure a key.");
    }

    // Digests have one length, so the time of the comparison reveals nothing about the key.
    private static bool HasKey(HttpRequest request, string key)
    {
        var given = CommandSender.BearerKey(request) ?? request.Headers["X-Api-Key"].ToString();
        return CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(given)), SHA256.HashData(Encoding.UTF8.GetBytes(key)));
    }

    private static ProblemHttpResult Problem(int status, string detail) => TypedResults.Problem(detail, statusCode: status);
}
