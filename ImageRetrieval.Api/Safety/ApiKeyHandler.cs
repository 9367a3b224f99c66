using System.Security.Claims;
using System.Text.Encodings.Web;
using ImageRetrieval.ServiceDefaults.Security;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace ImageRetrieval.Api.Safety;

/// <summary>Identifies the caller by the key in <c>X-Api-Key</c> or in a bearer token. <see cref="AccessPolicies"/> determines what a caller may do.</summary>
internal sealed class ApiKeyHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, IOptions<SafetyOptions> safety)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    internal const string SchemeName = "ApiKey";
    internal const string Header = "X-Api-Key";
    private const int LongestKey = 1000;

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Presented() is not { Length: > 0 and <= LongestKey } presented)
            return Task.FromResult(AuthenticateResult.NoResult());
        return Task.FromResult(Find(presented) is { } key ? AuthenticateResult.Success(TicketOf(key)) : AuthenticateResult.Fail("The key is unknown."));
    }

    // Every key is compared, so the time does not reveal which one nearly matched.
    private ApiKey? Find(string presented)
    {
        ApiKey? found = null;
        foreach (var key in safety.Value.Keys)
        {
            if (key.Matches(presented))
                found = key;
        }
        return found;
    }

    private string? Presented() => Request.Headers.TryGetValue(Header, out var key) ? key.ToString() : CommandSender.BearerKey(Request);

    private AuthenticationTicket TicketOf(ApiKey key)
    {
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.Name, key.Name), .. key.RoleNames.Select(role => new Claim(ClaimTypes.Role, role))], Scheme.Name);
        return new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme.Name);
    }
}
