using System.Diagnostics;

namespace ImageRetrieval.Api.Stats;

/// <summary>The latest durations of one kind of work, for percentiles of recent work.</summary>
internal sealed class LatencyWindow
{
    private const int Kept = 2048;

    private readonly Lock _lock = new();
    private readonly double[] _milliseconds = new double[Kept];
    private long _count;

    internal void Add(TimeSpan elapsed)
    {
        lock (_lock)
            _milliseconds[_count++ % Kept] = elapsed.TotalMilliseconds;
    }

    /// <summary>Percentiles of the durations that are kept; null before the first.</summary>
    internal LatencyAnswer? Percentiles()
    {
        double[] sorted;
        long count;
        lock (_lock)
        {
            count = _count;
            sorted = _milliseconds[..(int)Math.Min(count, Kept)];
        }
        if (sorted.Length == 0)
            return null;
        Array.Sort(sorted);
        return new LatencyAnswer(count, At(sorted, 0.5), At(sorted, 0.9), At(sorted, 0.99), Math.Round(sorted[^1], 3));
    }

    // The nearest rank: the smallest value that this share of all does not exceed.
    private static double At(double[] sorted, double share)
    {
        Debug.Assert(sorted.Length > 0);
        return Math.Round(sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Length) - 1)], 3);
    }
}
