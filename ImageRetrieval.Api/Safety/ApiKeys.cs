using Microsoft.Extensions.Options;

namespace ImageRetrieval.Api.Safety;

/// <summary>
/// Lets nobody in without a key, once keys are configured. The key comes in <c>X-Api-Key</c> or as a bearer token.
/// Pages, descriptions and health need none.
/// </summary>
internal sealed class ApiKeys(IOptions<SafetyOptions> options) : IMiddleware
{
    private const string Header = "X-Api-Key";
    private const string Bearer = "Bearer ";
    private static readonly object s_item = new();

    /// <summary>The name of the key of a request that was let in; null where none are needed.</summary>
    internal static string? NameOf(HttpContext context) => context.Items.TryGetValue(s_item, out var name) ? name as string : null;

    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (options.Value.Keys.Count == 0 || RoleFor(context.Request) is not { } role)
            return next(context);
        if (Find(context.Request) is not { } key)
            return RefuseAsync(context, StatusCodes.Status401Unauthorized, $"This needs a key with the role '{role}', in the header {Header} or as a bearer token.");
        if (!key.Has(role))
            return RefuseAsync(context, StatusCodes.Status403Forbidden, $"The key '{key.Name}' has not the role '{role}'.");
        context.Items[s_item] = key.Name;
        return next(context);
    }

    // A browser asks for leave (OPTIONS) before it sends a key.
    private static string? RoleFor(HttpRequest request)
    {
        if (HttpMethods.IsOptions(request.Method))
            return null;
        if (request.Path.StartsWithSegments("/v1/ingest"))
            return ApiRoles.Ingest;
        return request.Path.StartsWithSegments("/v1") || request.Path.StartsWithSegments("/predict") ? ApiRoles.Search : null;
    }

    // Every key is compared, so the time tells nothing of which one came near.
    private ApiKey? Find(HttpRequest request)
    {
        if (Presented(request) is not { Length: > 0 and <= 1000 } presented)
            return null;
        ApiKey? found = null;
        foreach (var key in options.Value.Keys)
        {
            if (key.Matches(presented))
                found = key;
        }
        return found;
    }

    private static string? Presented(HttpRequest request)
    {
        if (request.Headers.TryGetValue(Header, out var key))
            return key.ToString();
        var authorization = request.Headers.Authorization.ToString();
        return authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? authorization[Bearer.Length..].Trim() : null;
    }

    private static Task RefuseAsync(HttpContext context, int status, string detail)
    {
        if (status == StatusCodes.Status401Unauthorized)
            context.Response.Headers.WWWAuthenticate = "Bearer";
        return ProblemWriter.WriteAsync(context, status, detail);
    }
}
