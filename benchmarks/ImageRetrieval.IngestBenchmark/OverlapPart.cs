using ImageRetrieval.Vision.Decoding;
using ImageRetrieval.Worker.Ingest;
using ImageRetrieval.Worker.Publish;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace ImageRetrieval.IngestBenchmark;

/// <summary>Download alone, embedding alone, and both at once; then the CPU time of both against bare decoding and inference.</summary>
internal static class OverlapPart
{
    private const double WallGoal = 1.10;
    private const double CpuGoal = 1.08;

    internal static async Task RunAsync(Workbench bench)
    {
        await using var site = await PictureSite.StartAsync("photos");
        foreach (var model in bench.Options.Models.Split(','))
        {
            using var alone = bench.With(model);
            await RunAsync(alone, site, model);
        }
    }

    private static async Task RunAsync(Workbench bench, PictureSite site, string model)
    {
        await WarmUpAsync(bench, site);
        bench.WriteList(Enumerable.Range(0, bench.Options.Rows).Select(i => $"{site.Url(i)},{i}"));
        var rounds = new List<Round>();
        for (var i = 1; i <= bench.Options.Rounds; i++)
            rounds.Add(await RoundAsync(bench, $"round-{i}"));

        var rows = bench.Options.Rows;
        bench.Report.Table($"{model}: wall and CPU seconds, the middle of {rounds.Count} rounds", "what", "wall, s:", "CPU, ms an image:");
        foreach (var (name, cost) in ((string, Func<Round, InProcess.Cost>)[])[("download alone", r => r.Download), ("embedding alone, with the snapshot", r => r.Embed), ("whole ingest, with the snapshot", r => r.Whole), ("snapshot alone", r => r.Publish), ("bare decoding and inference, all cores", r => r.Bare)])
            bench.Report.Line($"| {name} | {Median(rounds, r => cost(r).Wall):F2} | {Median(rounds, r => cost(r).Cpu) * 1000 / rows:F2} |");
        bench.Report.Line($"");
        bench.Report.Line($"- round by round, wall then CPU: {string.Join(", ", rounds.Select(r => $"{r.WallRatio:F3} and {r.CpuRatio:F3}"))}");
        var (wall, cpu) = (Median(rounds, r => r.WallRatio), Median(rounds, r => r.CpuRatio));
        bench.Judge($"wall of the whole to the slower of its parts: {wall:F3} (goal {WallGoal})", wall <= WallGoal);
        bench.Judge($"CPU time of the whole without the snapshot, to bare decoding and inference: {cpu:F3} (goal {CpuGoal})", cpu <= CpuGoal);
    }

    /// <summary>Each part once, one after the other: a machine that changes its speed changes it for neighbours alike.</summary>
    private static async Task<Round> RoundAsync(Workbench bench, string round)
    {
        var (apart, together) = ($"{round}-apart", $"{round}-whole");
        InProcess.Cost download, embed, whole, publish, bare;
        await using (var app = InProcess.Build(Arguments(bench, apart)))
            download = await InProcess.Cost.OfAsync(() => new DownloadAlone(app).RunAsync(_ => { }));
        await using (var app = InProcess.Build(Arguments(bench, apart)))
            embed = await InProcess.IngestAsync(app);
        await using (var app = InProcess.Build(Arguments(bench, together)))
        {
            whole = await InProcess.IngestAsync(app);
            bare = await BareAsync(bench.PathOf($"{together}/images"), app);
            publish = await PublishAsync(app);
        }

        return new Round(download, embed, whole, publish, bare);
    }

    private static double Median(List<Round> rounds, Func<Round, double> figure) => rounds.Select(figure).Order().ElementAt(rounds.Count / 2);

    // Compiling the code costs seconds once, which is not part of an image's cost.
    private static async Task WarmUpAsync(Workbench bench, PictureSite site)
    {
        bench.WriteList(Enumerable.Range(0, 300).Select(i => $"{site.Url(1_000_000 + i)},{i}"));
        await using var app = InProcess.Build(Arguments(bench, "warm"));
        await InProcess.IngestAsync(app);
    }

    private static string[] Arguments(Workbench bench, string data) => bench.Arguments(data, "--Publish:MaxTimeShare=0", "--Ingest:DownloadAttempts=1");

    // All of it is built again: what the whole ingest spends on its last snapshot.
    private static async Task<InProcess.Cost> PublishAsync(WebApplication app)
    {
        var publisher = app.Services.GetRequiredService<ModelPublisher>();
        var models = await app.Services.GetRequiredService<IngestModels>().LoadAsync(default);
        return await InProcess.Cost.OfAsync(() => Task.Run(async () =>
        {
            foreach (var model in models)
                await publisher.PublishAsync(model, rebuild: true, atLeast: 1, default);
        }));
    }

    private static async Task<InProcess.Cost> BareAsync(string images, WebApplication app)
    {
        var models = await app.Services.GetRequiredService<IngestModels>().LoadAsync(default);
        var decoder = app.Services.GetRequiredService<ImageDecoder>();
        var files = Directory.GetFiles(images, "*", SearchOption.AllDirectories).Select(File.ReadAllBytes).ToList();
        return await InProcess.Cost.OfAsync(() => Task.Run(() => Parallel.ForEach(files, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, bytes =>
        {
            foreach (var model in models)
            {
                using var pixels = decoder.Decode(bytes, model.Model.Preprocessing.Geometry);
                model.Model.Embed(pixels);
            }
        })));
    }

    private sealed record Round(InProcess.Cost Download, InProcess.Cost Embed, InProcess.Cost Whole, InProcess.Cost Publish, InProcess.Cost Bare)
    {
        internal double WallRatio => Whole.Wall / Math.Max(Download.Wall, Embed.Wall);

        internal double CpuRatio => (Whole.Cpu - Publish.Cpu) / Bare.Cpu;
    }
}
