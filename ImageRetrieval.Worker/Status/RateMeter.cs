namespace ImageRetrieval.Worker.Status;

/// <summary>How many per second, over the last ten seconds: the present rate, not the average since the start. Thread-safe.</summary>
internal sealed class RateMeter(TimeProvider clock)
{
    private const int Seconds = 10;

    private readonly Lock _turn = new();
    private readonly long[] _counts = new long[Seconds + 1];
    private readonly long _began = clock.GetTimestamp();
    private long _second;

    internal void Add(long count)
    {
        lock (_turn)
        {
            Forward();
            _counts[_second % _counts.Length] += count;
        }
    }

    internal double PerSecond
    {
        get
        {
            lock (_turn)
            {
                Forward();
                var elapsed = clock.GetElapsedTime(_began).TotalSeconds;
                return elapsed <= 0 ? 0 : _counts.Sum() / Math.Min(elapsed, Seconds + (elapsed - Math.Floor(elapsed)));
            }
        }
    }

    private void Forward()
    {
        var now = (long)clock.GetElapsedTime(_began).TotalSeconds;
        for (var second = Math.Max(_second + 1, now - _counts.Length + 1); second <= now; second++)
            _counts[second % _counts.Length] = 0;
        _second = now;
    }
}
