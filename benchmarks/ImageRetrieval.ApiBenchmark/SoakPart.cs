using System.Collections.Concurrent;
using System.Diagnostics;
using ImageRetrieval.Pictures;
using ImageRetrieval.VisionBenchmark;

namespace ImageRetrieval.ApiBenchmark;

/// <summary>
/// Minutes of requests without a pause while snapshots are swapped and a Worker ingests into the same data folder: what
/// fails, and what memory does. One model's snapshots are published here, at even times; the other's by the Worker, of
/// pictures that keep appearing in its folder.
/// </summary>
internal static class SoakPart
{
    private const int MostImages = 2000;
    private const int PicturesAtOnce = 20;
    private const double MostGrowth = 1.1;
    private const string WorkersModel = "builtin";
    private static readonly TimeSpan s_readyLimit = TimeSpan.FromSeconds(30);

    internal static async Task RunAsync(BenchmarkOptions options, Report report)
    {
        using var bench = new Workbench(options with { Images = Math.Min(options.Images, MostImages) });
        var pictures = Directory.CreateTempSubdirectory("imageretrieval-").FullName;
        try
        {
            await RunAsync(bench, pictures, options, report);
        }
        finally
        {
            Directory.Delete(pictures, recursive: true);
        }
    }

    private static async Task RunAsync(Workbench bench, string pictures, BenchmarkOptions options, Report report)
    {
        DrawInto(pictures, step: 0);
        await using var worker = await ServiceProcess.StartAsync("ImageRetrieval.Worker", ["--data", bench.Folder, "--models", WorkersModel, "--source", pictures, "--Publish:EverySeconds", "5", "--Publish:MaxTimeShare", "1"]);
        await using var api = await ServiceProcess.ApiAsync(bench, $"{Workbench.ModelName},{WorkersModel}");
        await ReadyAsync(api);

        using var end = new CancellationTokenSource(TimeSpan.FromMinutes(options.Minutes));
        var watch = new SoakWatch(api);
        var changes = ChangeAsync(bench, pictures, options, end.Token);
        var watching = watch.RunAsync(end.Token);
        var (latencies, failures) = await AskAsync(api, bench, options.Clients, end.Token);
        await changes;
        await watching;
        Write(options, watch, latencies, failures, report);
    }

    private static async Task ReadyAsync(ServiceProcess api)
    {
        var started = Stopwatch.GetTimestamp();
        string models;
        while ((models = await api.GetAsync("/v1/models")).Split("\"state\":\"ready\"").Length < 3)
        {
            if (Stopwatch.GetElapsedTime(started) > s_readyLimit)
                throw new TimeoutException($"The models of the soak are not ready after {s_readyLimit.TotalSeconds:F0} s: {models}");
            await Task.Delay(100);
        }
    }

    private static async Task<(double[] Milliseconds, IReadOnlyCollection<string> Failures)> AskAsync(ServiceProcess api, Workbench bench, int clients, CancellationToken end)
    {
        using var own = new Clients(api, bench);
        using var workers = new Clients(api, RawClient.Prepare(api.Address, WorkersModel, bench.Picture));
        var (milliseconds, failures) = (new ConcurrentQueue<double>(), new ConcurrentQueue<string>());
        await Task.WhenAll(Enumerable.Range(0, clients).Select(client => Task.Run(
            async () =>
            {
                for (var i = client; !end.IsCancellationRequested; i++)
                {
                    try
                    {
                        milliseconds.Enqueue(await Latencies.MeasureAsync((i % 2 == 0 ? own : workers).AskAsync));
                    }
                    catch (Exception error) when (error is InvalidOperationException or IOException or System.Net.Sockets.SocketException or OperationCanceledException)
                    {
                        failures.Enqueue(error.Message);
                    }
                }
            },
            CancellationToken.None)));
        return ([.. milliseconds], failures);
    }

    private static async Task ChangeAsync(Workbench bench, string pictures, BenchmarkOptions options, CancellationToken end)
    {
        var started = Stopwatch.GetTimestamp();
        for (var step = 1; step <= options.Swaps; step++)
        {
            var due = TimeSpan.FromMinutes(options.Minutes) * step / (options.Swaps + 1) - Stopwatch.GetElapsedTime(started);
            if (due > TimeSpan.Zero)
                await Task.Delay(due, CancellationToken.None);
            if (end.IsCancellationRequested)
                return;
            await Task.Run(() => DrawInto(pictures, step), CancellationToken.None);
            await Task.Run(() => bench.PublishAgain(step), CancellationToken.None);
        }
    }

    private static void DrawInto(string folder, int step)
    {
        for (var i = step * PicturesAtOnce; i < (step + 1) * PicturesAtOnce; i++)
            File.WriteAllBytes(Path.Combine(folder, $"{i}.jpg"), DrawnPicture.Encode(DrawnPicture.Png(i, 320, 240), ".jpg", $"Q=85"));
    }

    private static void Write(BenchmarkOptions options, SoakWatch watch, double[] latencies, IReadOnlyCollection<string> failures, Report report)
    {
        report.Table($"{options.Minutes} minutes of {options.Clients} clients, with swaps and a Worker", "figure", "value:", "goal");
        report.Line($"| requests answered | {latencies.Length} | |");
        report.Line($"| requests failed | {failures.Count} | 0: {Report.Verdict(failures.Count, 0)} |");
        report.Line($"| snapshots swapped in, published here / by the Worker | {watch.Versions(Workbench.ModelName) - 1} / {watch.Versions(WorkersModel) - 1} | {options.Swaps} published here |");
        report.Line($"| images that the Worker ingested meanwhile | {watch.LastCount(WorkersModel) - watch.FirstCount(WorkersModel)} | |");
        report.Line($"| p50 / p99 / slowest, ms | {Latencies.At(latencies, 0.5):F0} / {Latencies.At(latencies, 0.99):F0} / {latencies.Max():F0} | |");
        var (first, last) = (watch.ResidentBytesAt(0.1), watch.ResidentBytesAt(1));
        report.Line($"| memory of the Api after a tenth of the time / at the end / most, MiB | {first >> 20} / {last >> 20} / {watch.MostResidentBytes >> 20} | end at most {MostGrowth} x: {Report.Verdict((double)last / first, MostGrowth)} |");
        foreach (var failure in failures.Distinct().Take(5))
            report.Line($"- {failure}");
    }
}
