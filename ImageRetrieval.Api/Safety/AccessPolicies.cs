using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Infrastructure;

namespace ImageRetrieval.Api.Safety;

/// <summary>
/// What each caller may do, once keys are configured: every endpoint requires the role <c>search</c>, unless it names another role or
/// is open to all (pages, descriptions and health). So a new endpoint is closed until it is opened explicitly, whatever its address.
/// </summary>
internal static class AccessPolicies
{
    internal static void Set(AuthorizationOptions authorization, SafetyOptions safety)
    {
        authorization.FallbackPolicy = Needs(ApiRoles.Search, safety);
        authorization.AddPolicy(ApiRoles.Ingest, Needs(ApiRoles.Ingest, safety));
    }

    /// <summary>The role that a policy requires; null for none.</summary>
    internal static string? RoleOf(AuthorizationPolicy policy) =>
        policy.Requirements.OfType<RolesAuthorizationRequirement>().SelectMany(requirement => requirement.AllowedRoles).FirstOrDefault();

    private static AuthorizationPolicy Needs(string role, SafetyOptions safety)
    {
        var policy = new AuthorizationPolicyBuilder(ApiKeyHandler.SchemeName);
        return (safety.Keys.Count == 0 ? policy.RequireAssertion(_ => true) : policy.RequireRole(role)).Build();
    }
}
