using System.Diagnostics;
using ImageRetrieval.VisionBenchmark;

namespace ImageRetrieval.ApiBenchmark;

/// <summary>Requests a second under many clients beside the bare loop, and the spread of latencies at half of that.</summary>
internal static class ThroughputPart
{
    private const double LeastShare = 0.93;
    private const double LargestSpread = 3;

    internal static async Task RunAsync(Workbench bench, ApiProcess api, Report report)
    {
        await ServedAsync(api, bench.Options.Clients, bench.Options.Clients * 2);
        var bare = Bare(bench, bench.Options.Requests);
        var served = await ServedAsync(api, bench.Options.Clients, bench.Options.Requests);
        report.Table($"Requests a second under {bench.Options.Clients} clients", "work", "per second:", "share:", "goal");
        report.Line($"| bare loop, {Environment.ProcessorCount} threads | {bare:F2} | 1 | |");
        report.Line($"| POST /predict | {served:F2} | {served / bare:F3} | at least {LeastShare}: {Report.Verdict(LeastShare, served / bare)} |");

        var latencies = await PacedAsync(api, served / 2, bench.Options.Requests);
        var (p50, p99) = (Latencies.At(latencies, 0.5), Latencies.At(latencies, 0.99));
        report.Table("Latency at half load", "requests:", "p50 ms:", "p99 ms:", "p99 / p50:", "goal");
        report.Line($"| {latencies.Length} | {p50:F1} | {p99:F1} | {p99 / p50:F2} | at most {LargestSpread}: {Report.Verdict(p99 / p50, LargestSpread)} |");
    }

    private static double Bare(Workbench bench, int requests)
    {
        var started = Stopwatch.GetTimestamp();
        Parallel.For(0, requests, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, _ => bench.RunBare());
        return requests / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static async Task<double> ServedAsync(ApiProcess api, int clients, int requests)
    {
        var started = Stopwatch.GetTimestamp();
        await Parallel.ForAsync(0, requests, new ParallelOptions { MaxDegreeOfParallelism = clients }, async (_, _) => await api.PredictAsync());
        return requests / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    // Requests start by the clock, whether the ones before have ended or not: a slow answer delays nobody's question.
    private static async Task<double[]> PacedAsync(ApiProcess api, double perSecond, int requests)
    {
        var started = Stopwatch.GetTimestamp();
        var answers = new List<Task<double>>();
        for (var i = 0; i < requests; i++)
        {
            var due = TimeSpan.FromSeconds(i / perSecond) - Stopwatch.GetElapsedTime(started);
            if (due > TimeSpan.Zero)
                await Task.Delay(due);
            answers.Add(Latencies.MeasureAsync(api.PredictAsync));
        }
        return await Task.WhenAll(answers);
    }
}
