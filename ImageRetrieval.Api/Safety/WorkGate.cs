using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace ImageRetrieval.Api.Safety;

/// <summary>As many images at once as there are cores, because more make all of them slower; so many wait, the rest come back later.</summary>
internal sealed class WorkGate(IOptions<SafetyOptions> options) : IDisposable
{
    private const int RetryAfterSeconds = 1;

    private readonly ConcurrencyLimiter _limiter = new(new ConcurrencyLimiterOptions
    {
        PermitLimit = Environment.ProcessorCount,
        QueueLimit = options.Value.MaxWaiting,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    /// <summary>Whether nobody works or waits.</summary>
    internal bool IsIdle => _limiter.GetStatistics() is { } now && now.CurrentQueuedCount == 0 && now.CurrentAvailablePermits == Environment.ProcessorCount;

    /// <summary>Waits for a core, which is free again when the result is disposed.</summary>
    /// <exception cref="RefusalException">Too many wait already (503).</exception>
    internal async ValueTask<IDisposable> EnterAsync(CancellationToken token)
    {
        var lease = await _limiter.AcquireAsync(1, token);
        if (lease.IsAcquired)
            return lease;
        lease.Dispose();
        throw RefusalException.Unavailable($"The service is busy: {options.Value.MaxWaiting} images wait already.", RetryAfterSeconds);
    }

    public void Dispose() => _limiter.Dispose();
}
