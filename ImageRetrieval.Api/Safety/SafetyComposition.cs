using ImageRetrieval.ServiceDefaults;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace ImageRetrieval.Api.Safety;

/// <summary>Limits, keys and headers, in the order in which a request meets them.</summary>
internal static class SafetyComposition
{
    internal static void AddSafety(this IServiceCollection services)
    {
        services.AddValidatedOptions<SafetyOptions>(SafetyOptions.Section);
        services.AddSingleton<SecurityHeaders>();
        services.AddSingleton<ApiKeys>();
        services.AddSingleton<RequestRate>();
        services.AddOptions<KestrelServerOptions>().Configure<IOptions<SafetyOptions>>((kestrel, safety) =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(safety.Value.MinBodyBytesPerSecond, TimeSpan.FromSeconds(safety.Value.BodyGraceSeconds));
        });
        services.AddCors();
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
        var safety = app.Services.GetRequiredService<IOptions<SafetyOptions>>().Value;
        app.UseMiddleware<SecurityHeaders>();
        app.UseAllowedHosts();
        if (safety.Origins.Count > 0)
            app.UseCors(policy => policy.WithOrigins([.. safety.Origins]).AllowAnyMethod().WithHeaders("Content-Type", "X-Api-Key", "Authorization"));
        app.UseMiddleware<ApiKeys>();
        app.UseMiddleware<RequestRate>();
        app.UseRequestTimeouts();
    }

    private static Task WriteTimeoutAsync(HttpContext context)
    {
        context.Response.Headers.RetryAfter = "5";
        return ProblemWriter.WriteAsync(context, StatusCodes.Status503ServiceUnavailable, "The answer took too long and was given up: try again later, or ask for less.");
    }
}
