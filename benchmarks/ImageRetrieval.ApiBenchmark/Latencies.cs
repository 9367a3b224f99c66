using System.Diagnostics;

namespace ImageRetrieval.ApiBenchmark;

/// <summary>Milliseconds of requests.</summary>
internal static class Latencies
{
    internal static async Task<double> MeasureAsync(Func<Task> request)
    {
        var started = Stopwatch.GetTimestamp();
        await request();
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    /// <summary>The least value that this share of all does not exceed.</summary>
    internal static double At(double[] milliseconds, double share) =>
        milliseconds.Order().ElementAt(Math.Max(0, (int)Math.Ceiling(share * milliseconds.Length) - 1));
}
