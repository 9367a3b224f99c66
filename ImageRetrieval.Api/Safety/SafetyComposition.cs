using ImageRetrieval.ServiceDefaults;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace ImageRetrieval.Api.Safety;

/// <summary>Limits, keys and headers, in the order in which they apply to a request.</summary>
internal static class SafetyComposition
{
    internal static void AddSafety(this IServiceCollection services)
    {
        services.AddValidatedOptions<SafetyOptions>(SafetyOptions.Section);
        services.AddSingleton(provider => ApiHeaders.Of(provider.GetRequiredService<IOptions<SafetyOptions>>().Value));
        services.AddSingleton<HeaderSize>();
        services.AddOptions<KestrelServerOptions>().Configure<IOptions<SafetyOptions>>((kestrel, safety) =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestHeadersTotalSize = HeaderSize.MostReadBytes;
            kestrel.Limits.MaxRequestHeaderCount = HeaderSize.MostRead;
            kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(safety.Value.MinBodyBytesPerSecond, TimeSpan.FromSeconds(safety.Value.BodyGraceSeconds));
        });
        services.AddCors();
        services.AddOptions<CorsOptions>().Configure<IOptions<SafetyOptions>>((cors, safety) => cors.AddDefaultPolicy(
            policy => policy.WithOrigins([.. safety.Value.Origins]).AllowAnyMethod().WithHeaders("Content-Type", ApiKeyHandler.Header, "Authorization")));
        services.AddAccess();
        services.AddRequestTimeouts();
        services.AddOptions<RequestTimeoutOptions>().Configure<IOptions<SafetyOptions>>((timeouts, safety) => timeouts.DefaultPolicy = new RequestTimeoutPolicy
        {
            Timeout = TimeSpan.FromSeconds(safety.Value.RequestSeconds),
            TimeoutStatusCode = StatusCodes.Status503ServiceUnavailable,
            WriteTimeoutResponse = WriteTimeoutAsync,
        });
    }

    internal static void UseSafety(this WebApplication app)
    {
        app.UseSecurityHeaders();
        app.UseAllowedHosts();
        app.UseMiddleware<HeaderSize>();
        app.UseWhen(AllowsOrigins, branch => branch.UseCors());
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseRateLimiter();
        app.UseRequestTimeouts();
    }

    private static void AddAccess(this IServiceCollection services)
    {
        services.AddAuthentication(ApiKeyHandler.SchemeName).AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(ApiKeyHandler.SchemeName, null);
        services.AddAuthorization();
        services.AddOptions<AuthorizationOptions>().Configure<IOptions<SafetyOptions>>((authorization, safety) => AccessPolicies.Set(authorization, safety.Value));
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, AccessRefusals>();
        services.AddRateLimiter(options => options.OnRejected = ClientRates.RefuseAsync);
        services.AddSingleton<ClientRates>();
        services.AddOptions<RateLimiterOptions>().Configure<ClientRates>((options, rates) => options.GlobalLimiter = rates.Limiter);
    }

    // Read with each request, not at the start: a wrong option is then reported in a sentence.
    private static bool AllowsOrigins(HttpContext context) => context.RequestServices.GetRequiredService<IOptions<SafetyOptions>>().Value.Origins.Count > 0;

    private static Task WriteTimeoutAsync(HttpContext context)
    {
        context.Response.Headers.RetryAfter = "5";
        return ProblemWriter.WriteAsync(context, StatusCodes.Status503ServiceUnavailable, "The request took too long and was cancelled: try again later, or request less.");
    }
}
