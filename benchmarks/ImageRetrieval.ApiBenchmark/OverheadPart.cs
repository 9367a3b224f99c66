using System.Diagnostics;
using ImageRetrieval.VisionBenchmark;

namespace ImageRetrieval.ApiBenchmark;

/// <summary>CPU time of one request compared with that of the same work without HTTP, alternately.</summary>
internal static class OverheadPart
{
    private const double Goal = 1.08;

    internal static async Task RunAsync(Workbench bench, ServiceProcess api, Report report)
    {
        using var clients = new Clients(api, bench);
        Bare(bench, bench.Options.Requests);
        await clients.WarmUpAsync(clients: 1);

        var (bare, served) = (new List<double>(), new List<double>());
        var requests = Math.Max(1, bench.Options.Requests / bench.Options.Rounds);
        for (var round = 0; round < bench.Options.Rounds; round++)
        {
            bare.Add(Bare(bench, requests));
            served.Add(await ServedAsync(api, clients, requests));
        }

        var (without, with) = (Median(bare), Median(served));
        // Rounds alternate, so that other load on the machine affects both.
        var ratio = Median([.. bare.Zip(served, (one, other) => other / one)]);
        report.Table("CPU milliseconds of one /predict", "work", "CPU ms:", "ratio:", "goal");
        report.Line($"| decode, preprocess, inference and search alone | {without:F2} | 1 | |");
        report.Line($"| POST /predict | {with:F2} | {ratio:F3} | at most {Goal}: {Report.Verdict(ratio, Goal)} |");
        report.Line($"");
        report.Line($"{bench.Options.Rounds} alternating rounds of {requests} each, medians; one client, both sides warm; CPU time of all threads of the Api process.");
    }

    private static double Bare(Workbench bench, int requests)
    {
        using var self = Process.GetCurrentProcess();
        var before = self.TotalProcessorTime;
        for (var i = 0; i < requests; i++)
            bench.RunBare();
        self.Refresh();
        return (self.TotalProcessorTime - before).TotalMilliseconds / requests;
    }

    private static async Task<double> ServedAsync(ServiceProcess api, Clients clients, int requests)
    {
        var before = api.CpuTime;
        await clients.AskAsync(clients: 1, requests);
        return (api.CpuTime - before).TotalMilliseconds / requests;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
