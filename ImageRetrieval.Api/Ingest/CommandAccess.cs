using ImageRetrieval.Api.Safety;
using ImageRetrieval.ServiceDefaults.Security;
using Microsoft.Extensions.Options;

namespace ImageRetrieval.Api.Ingest;

/// <summary>
/// Who may command the Worker through this service, as the Worker has it: never a web page of another site and, where no
/// keys are configured, only this machine. With keys, the role <c>ingest</c> has already been checked.
/// </summary>
internal sealed class CommandAccess(IOptions<SafetyOptions> safety, AllowedHosts hosts) : IEndpointFilter
{
    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        if (hosts.IsForeignPage(context.HttpContext.Request))
            throw Forbidden(CommandSender.ForeignPageRefusal);
        if (safety.Value.Keys.Count == 0 && !CommandSender.IsThisMachine(context.HttpContext))
            throw Forbidden("Without keys (Api:Safety:Keys), commands are accepted from this machine only: configure a key with the role 'ingest'.");
        return next(context);
    }

    private static RefusalException Forbidden(string detail) => new(StatusCodes.Status403Forbidden, detail);
}
