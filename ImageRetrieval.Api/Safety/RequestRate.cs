using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace ImageRetrieval.Api.Safety;

/// <summary>Requests a second of one key, or of one address where there are no keys. A burst of two seconds' worth is let through.</summary>
internal sealed class RequestRate : IMiddleware, IDisposable
{
    private const int BurstSeconds = 2;

    private readonly PartitionedRateLimiter<HttpContext>? _limiter;
    private readonly int _perSecond;

    public RequestRate(IOptions<SafetyOptions> options)
    {
        _perSecond = options.Value.RequestsPerSecond;
        if (_perSecond > 0)
            _limiter = PartitionedRateLimiter.Create<HttpContext, string>(context => RateLimitPartition.GetTokenBucketLimiter(ClientOf(context), Bucket));
    }

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (_limiter is null || IsHealth(context.Request.Path))
        {
            await next(context);
            return;
        }

        using var lease = _limiter.AttemptAcquire(context);
        if (lease.IsAcquired)
        {
            await next(context);
            return;
        }
        context.Response.Headers.RetryAfter = 1.ToString(CultureInfo.InvariantCulture);
        await ProblemWriter.WriteAsync(context, StatusCodes.Status429TooManyRequests, $"Too many requests: the limit is {_perSecond} a second for one client.");
    }

    public void Dispose() => _limiter?.Dispose();

    private TokenBucketRateLimiterOptions Bucket(string client) => new()
    {
        TokenLimit = _perSecond * BurstSeconds,
        TokensPerPeriod = _perSecond,
        ReplenishmentPeriod = TimeSpan.FromSeconds(1),
        QueueLimit = 0,
    };

    private static string ClientOf(HttpContext context) => ApiKeys.NameOf(context) is { } key ? "key " + key : "address " + context.Connection.RemoteIpAddress;

    private static bool IsHealth(PathString path) => path.StartsWithSegments("/health") || path.StartsWithSegments("/alive");
}
