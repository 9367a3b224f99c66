using System.Diagnostics;
using ImageRetrieval.VisionBenchmark;

namespace ImageRetrieval.ApiBenchmark;

/// <summary>CPU time of one request beside that of the same work done bare, in turn.</summary>
internal static class OverheadPart
{
    private const double Goal = 1.08;
    private const int WarmUps = 20;

    internal static async Task RunAsync(Workbench bench, ApiProcess api, Report report)
    {
        for (var i = 0; i < WarmUps; i++)
        {
            bench.RunBare();
            await api.PredictAsync();
        }

        var (bare, served) = (new List<double>(), new List<double>());
        var requests = Math.Max(1, bench.Options.Requests / bench.Options.Rounds);
        for (var round = 0; round < bench.Options.Rounds; round++)
        {
            bare.Add(Bare(bench, requests));
            served.Add(await ServedAsync(api, requests));
        }

        var (without, with) = (Median(bare), Median(served));
        report.Table("CPU milliseconds of one /predict", "work", "CPU ms:", "ratio:", "goal");
        report.Line($"| decode, preprocess, inference and search alone | {without:F2} | 1 | |");
        report.Line($"| POST /predict | {with:F2} | {with / without:F3} | at most {Goal}: {Report.Verdict(with / without, Goal)} |");
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

    private static async Task<double> ServedAsync(ApiProcess api, int requests)
    {
        var before = api.CpuTime;
        for (var i = 0; i < requests; i++)
            await api.PredictAsync();
        return (api.CpuTime - before).TotalMilliseconds / requests;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
