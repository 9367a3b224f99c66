using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace ImageRetrieval.Api.Safety;

/// <summary>
/// How much one client may request: one key, or one address where no keys are configured. A request counts as one, and further by the
/// weight of the work that it causes. A burst of two seconds' worth is allowed.
/// </summary>
internal sealed class ClientRates : IDisposable
{
    private const int BurstSeconds = 2;

    private readonly int _perSecond;

    public ClientRates(IOptions<SafetyOptions> options, TimeProvider clock)
    {
        _perSecond = options.Value.RequestsPerSecond;
        if (_perSecond > 0)
            Limiter = PartitionedRateLimiter.Create<HttpContext, string>(context => RateLimitPartition.Get(ClientOf(context), _ => new ClientAccount(_perSecond, _perSecond * BurstSeconds, clock)));
    }

    /// <summary>Called by the framework for every request; null where there is no limit.</summary>
    internal PartitionedRateLimiter<HttpContext>? Limiter { get; }

    /// <summary>Charges a request that was admitted as one by what it really costs.</summary>
    /// <exception cref="RefusalException">Earlier requests of this client have used up its rate (429).</exception>
    internal void Charge(HttpContext context, int weight)
    {
        if (Limiter is null || weight <= 1)
            return;
        using var lease = Limiter.AttemptAcquire(context, weight - 1);
        if (!lease.IsAcquired)
            throw new RefusalException(StatusCodes.Status429TooManyRequests, Sentence) { RetryAfterSeconds = SecondsOf(lease) };
    }

    internal static async ValueTask RefuseAsync(OnRejectedContext context, CancellationToken token)
    {
        var http = context.HttpContext;
        http.Response.Headers.RetryAfter = SecondsOf(context.Lease).ToString(CultureInfo.InvariantCulture);
        await ProblemWriter.WriteAsync(http, StatusCodes.Status429TooManyRequests, http.RequestServices.GetRequiredService<ClientRates>().Sentence);
    }

    public void Dispose() => Limiter?.Dispose();

    private string Sentence => $"Too many requests: the limit is {_perSecond} per second for one client, and expensive requests count several times.";

    private static int SecondsOf(RateLimitLease lease) => lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? (int)Math.Clamp(Math.Ceiling(wait.TotalSeconds), 1, int.MaxValue) : 1;

    private static string ClientOf(HttpContext context) => context.User.Identity is { IsAuthenticated: true, Name: { } key } ? "key " + key : "address " + context.Connection.RemoteIpAddress;
}
