using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;

namespace ImageRetrieval.Api.Safety;

/// <summary>Tells a refused caller which role is required, and how a key is sent.</summary>
internal sealed class AccessRefusals : IAuthorizationMiddlewareResultHandler
{
    public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Succeeded)
            return next(context);
        var role = AccessPolicies.RoleOf(policy);
        if (authorizeResult.Forbidden)
            return ProblemWriter.WriteAsync(context, StatusCodes.Status403Forbidden, $"The key '{context.User.Identity?.Name}' does not have the role '{role}'.");
        context.Response.Headers.WWWAuthenticate = "Bearer";
        return ProblemWriter.WriteAsync(context, StatusCodes.Status401Unauthorized, $"This requires a key with the role '{role}', in the header {ApiKeyHandler.Header} or as a bearer token.");
    }
}
