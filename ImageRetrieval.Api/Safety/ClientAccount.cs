using System.Threading.RateLimiting;

namespace ImageRetrieval.Api.Safety;

/// <summary>
/// What one client may still request: so many requests per second, and a burst. What a request costs is known only after it was
/// admitted, so a costly one may leave a debt; until it is paid, nothing further is admitted.
/// </summary>
internal sealed class ClientAccount(int perSecond, int burst, TimeProvider clock) : RateLimiter
{
    private readonly Lock _lock = new();
    private double _balance = burst;
    private long _counted = clock.GetTimestamp();
    private long _full = clock.GetTimestamp();

    /// <summary>How long it has been full; null while it is not, so that no debt is lost.</summary>
    public override TimeSpan? IdleDuration
    {
        get
        {
            lock (_lock)
            {
                Refill();
                return _balance < burst ? null : clock.GetElapsedTime(_full);
            }
        }
    }

    public override RateLimiterStatistics? GetStatistics() => null;

    protected override RateLimitLease AttemptAcquireCore(int permitCount)
    {
        lock (_lock)
        {
            Refill();
            // One needs its place. More is the rest of a request that had one: it is refused only on top of a debt.
            var least = permitCount > 1 ? 0 : 1;
            if (_balance < least)
                return new AccountLease(TimeSpan.FromSeconds((1 - _balance) / perSecond));
            _balance -= permitCount;
            return AccountLease.Acquired;
        }
    }

    protected override ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken) => ValueTask.FromResult(AttemptAcquireCore(permitCount));

    private void Refill()
    {
        var now = clock.GetTimestamp();
        var wasFull = _balance >= burst;
        _balance = Math.Min(burst, _balance + (clock.GetElapsedTime(_counted, now).TotalSeconds * perSecond));
        _counted = now;
        if (!wasFull)
            _full = now;
    }
}
