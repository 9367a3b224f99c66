using ImageRetrieval.Vision.Decoding;
using ImageRetrieval.Worker.Catalog;
using ImageRetrieval.Worker.Ingest;
using ImageRetrieval.Worker.Publish;
using ImageRetrieval.Worker.Status;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

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
        InProcess.Cost download, embed, whole, publish, bare;
        await using (var app = InProcess.Build(Arguments(bench, "apart")))
            download = await InProcess.Cost.OfAsync(() => new DownloadAlone(app, bench.PathOf("apart")).RunAsync(_ => { }));
        await using (var app = InProcess.Build(Arguments(bench, "apart")))
            embed = await InProcess.IngestAsync(app);
        await using (var app = InProcess.Build(Arguments(bench, "whole")))
        {
            whole = await InProcess.IngestAsync(app);
            publish = await PublishAsync(bench, app);
            bare = await BareAsync(bench, app);
        }

        var rows = bench.Options.Rows;
        bench.Report.Table($"{model}: wall and CPU seconds", "what", "wall, s:", "CPU, ms an image:");
        foreach (var (name, cost) in ((string, InProcess.Cost)[])[("download alone", download), ("embedding alone, with the snapshot", embed), ("whole ingest, with the snapshot", whole), ("snapshot alone", publish), ("bare decoding and inference, all cores", bare)])
            bench.Report.Line($"| {name} | {cost.Wall:F2} | {cost.Cpu * 1000 / rows:F2} |");
        bench.Report.Line($"");
        var wall = whole.Wall / Math.Max(download.Wall, embed.Wall);
        var cpu = (whole.Cpu - publish.Cpu) / bare.Cpu;
        bench.Judge($"wall of the whole to the slower of its parts: {wall:F3} (goal {WallGoal})", wall <= WallGoal);
        bench.Judge($"CPU time of the whole without the snapshot, to bare decoding and inference: {cpu:F3} (goal {CpuGoal})", cpu <= CpuGoal);
    }

    // Translating the code costs seconds once, which is no part of an image.
    private static async Task WarmUpAsync(Workbench bench, PictureSite site)
    {
        bench.WriteList(Enumerable.Range(0, 300).Select(i => $"{site.Url(1_000_000 + i)},{i}"));
        await using var app = InProcess.Build(Arguments(bench, "warm"));
        await InProcess.IngestAsync(app);
    }

    private static string[] Arguments(Workbench bench, string data) => bench.Arguments(data, "--Publish:MaxTimeShare=0", "--Ingest:DownloadAttempts=1");

    private static async Task<InProcess.Cost> PublishAsync(Workbench bench, WebApplication app)
    {
        var publisher = new ModelPublisher(bench.PathOf("snapshots-alone"), 0, new PublishOptions(), app.Services.GetRequiredService<ImageCatalog>(), app.Services.GetRequiredService<StatusBoard>(), NullLogger.Instance);
        var models = await app.Services.GetRequiredService<LoadedModels>().LoadAsync(default);
        return await InProcess.Cost.OfAsync(() => Task.Run(() => models.Max(model => publisher.Publish(model, default))));
    }

    private static async Task<InProcess.Cost> BareAsync(Workbench bench, WebApplication app)
    {
        var models = await app.Services.GetRequiredService<LoadedModels>().LoadAsync(default);
        var decoder = app.Services.GetRequiredService<ImageDecoder>();
        var files = Directory.GetFiles(bench.PathOf("whole/images"), "*", SearchOption.AllDirectories).Select(File.ReadAllBytes).ToList();
        return await InProcess.Cost.OfAsync(() => Task.Run(() => Parallel.ForEach(files, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, bytes =>
        {
            foreach (var model in models)
            {
                using var pixels = decoder.Decode(bytes, model.Model.Preprocessing.Geometry);
                model.Model.Embed(pixels);
            }
        })));
    }
}
