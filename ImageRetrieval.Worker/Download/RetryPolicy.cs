namespace ImageRetrieval.Worker.Download;

/// <summary>
/// How long to wait before a failed download is retried: twice as long each time, with jitter, so that images that
/// failed together are not retried together.
/// </summary>
internal sealed class RetryPolicy(int triesInPass, Random random)
{
    private static readonly TimeSpan s_first = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan s_firstLater = TimeSpan.FromMinutes(1);

    /// <summary>The longest wait for an image or a server, regardless of what is requested.</summary>
    internal static TimeSpan Longest { get; } = TimeSpan.FromHours(6);

    /// <summary>The longest wait within one pass; for a longer one the image is left for a later pass.</summary>
    internal static TimeSpan LongestInPass { get; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether the image may be retried in this pass.</summary>
    /// <param name="failed">Attempts that failed in it, at least 1.</param>
    /// <param name="retryAfter">The server's request, if any.</param>
    /// <param name="wait">How long to wait first.</param>
    internal bool TryInPass(int failed, TimeSpan? retryAfter, out TimeSpan wait)
    {
        wait = Longer(Doubled(s_first, failed - 1), retryAfter);
        return failed < triesInPass && wait <= LongestInPass;
    }

    /// <summary>How long to wait for an image that has no attempts left in this pass.</summary>
    /// <param name="failed">Attempts that failed in all passes, at least 1.</param>
    /// <param name="retryAfter">The server's request, if any.</param>
    internal TimeSpan Later(int failed, TimeSpan? retryAfter) => Longer(Doubled(s_firstLater, (failed - 1) / triesInPass), retryAfter);

    /// <summary>A wait that was decided elsewhere, within the limits.</summary>
    internal static TimeSpan Bounded(TimeSpan wait) => wait < TimeSpan.Zero ? TimeSpan.Zero : wait < Longest ? wait : Longest;

    private static TimeSpan Longer(TimeSpan wait, TimeSpan? retryAfter) => retryAfter > wait ? Bounded(retryAfter.Value) : wait;

    private TimeSpan Doubled(TimeSpan start, int times)
    {
        var wait = start * Math.Pow(2, Math.Min(times, 20)) * (0.5 + Jitter());
        return Bounded(wait);
    }

    private double Jitter()
    {
        lock (random)
            return random.NextDouble();
    }
}
