using System.Diagnostics;
using ImageRetrieval.VisionBenchmark;

namespace ImageRetrieval.ApiBenchmark;

/// <summary>Requests per second with many clients compared with the bare loop, and the latencies at half of that rate.</summary>
internal static class ThroughputPart
{
    private const double LeastShare = 0.93;
    private const double LargestSpread = 3;

    internal static async Task RunAsync(Workbench bench, ServiceProcess api, Report report)
    {
        using var clients = new Clients(api, bench);
        Bare(bench, bench.Options.Requests);
        await clients.WarmUpAsync(bench.Options.Clients);

        var rounds = new List<Round>();
        for (var round = 0; round < bench.Options.Rounds; round++)
            rounds.Add(await MeasureAsync(bench, clients));
        var typical = rounds.OrderBy(round => round.Share).ElementAt(rounds.Count / 2);

        report.Table($"Requests per second with {bench.Options.Clients} clients", "work", "per second:", "share:", "goal");
        report.Line($"| bare loop, {Environment.ProcessorCount} threads | {typical.Bare:F2} | 1 | |");
        report.Line($"| POST /predict, clients on the same cores | {typical.Served:F2} | {typical.Served / typical.Bare:F3} | |");
        report.Line($"| POST /predict, of the time that the clients left | {typical.Bare * typical.Share:F2} | {typical.Share:F3} | at least {LeastShare}: {Report.Verdict(LeastShare, typical.Share)} |");
        report.Line($"");
        report.Line($"{rounds.Count} rounds of {bench.Options.Requests} in turn, the median one (shares {string.Join(", ", rounds.Select(round => FormattableString.Invariant($"{round.Share:F3}")))}). The clients share the machine's cores with the Api and took {typical.ClientShare:P1} of them; the last row leaves that out.");
        await SpreadAsync(clients, typical.Served / 2, bench.Options.Requests, report);
    }

    private static async Task<Round> MeasureAsync(Workbench bench, Clients clients)
    {
        var bare = Bare(bench, bench.Options.Requests);
        using var self = Process.GetCurrentProcess();
        var cpu = self.TotalProcessorTime;
        var started = Stopwatch.GetTimestamp();
        await clients.AskAsync(bench.Options.Clients, bench.Options.Requests);
        var elapsed = Stopwatch.GetElapsedTime(started);
        self.Refresh();
        return new Round(bare, bench.Options.Requests / elapsed.TotalSeconds, (self.TotalProcessorTime - cpu) / (elapsed * Environment.ProcessorCount));
    }

    private static double Bare(Workbench bench, int requests)
    {
        var started = Stopwatch.GetTimestamp();
        Parallel.For(0, requests, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, _ => bench.RunBare());
        return requests / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static async Task SpreadAsync(Clients clients, double perSecond, int requests, Report report)
    {
        var latencies = await PacedAsync(clients, perSecond, requests);
        var (p50, p99) = (Latencies.At(latencies, 0.5), Latencies.At(latencies, 0.99));
        report.Table("Latency at half load, requests that start evenly by the clock", "requests:", "p50 ms:", "p99 ms:", "p99 / p50:", "goal");
        report.Line($"| {latencies.Length} | {p50:F1} | {p99:F1} | {p99 / p50:F2} | at most {LargestSpread}: {Report.Verdict(p99 / p50, LargestSpread)} |");
    }

    // Requests start by the clock, whether the ones before have ended or not: a slow response delays no other request.
    private static async Task<double[]> PacedAsync(Clients clients, double perSecond, int requests)
    {
        var started = Stopwatch.GetTimestamp();
        var answers = new List<Task<double>>();
        for (var i = 0; i < requests; i++)
        {
            var due = TimeSpan.FromSeconds(i / perSecond) - Stopwatch.GetElapsedTime(started);
            if (due > TimeSpan.Zero)
                await Task.Delay(due);
            answers.Add(Latencies.MeasureAsync(clients.AskAsync));
        }
        return await Task.WhenAll(answers);
    }

    /// <summary>One comparison.</summary>
    /// <param name="Bare">Of the bare loop, per second.</param>
    /// <param name="Served">Of the Api, per second.</param>
    /// <param name="ClientShare">Of all cores' time that the clients took, 0..1.</param>
    private sealed record Round(double Bare, double Served, double ClientShare)
    {
        internal double Share => Served / (1 - ClientShare) / Bare;
    }
}
