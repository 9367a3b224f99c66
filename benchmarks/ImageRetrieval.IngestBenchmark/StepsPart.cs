using System.Security.Cryptography;
using ImageRetrieval.Collection.Catalog;
using ImageRetrieval.Collection.Embedded.Catalog;
using ImageRetrieval.Collection.Embedded.Images;
using ImageRetrieval.Collection.Images;
using ImageRetrieval.Vision.Decoding;
using ImageRetrieval.Worker.Download;
using ImageRetrieval.Worker.Status;
using ImageRetrieval.Worker.UrlList;
using Microsoft.Extensions.DependencyInjection;

namespace ImageRetrieval.IngestBenchmark;

/// <summary>The cost of each step of an ingest for an image except decoding and inference, one by one on one thread.</summary>
internal static class StepsPart
{
    internal static async Task RunAsync(Workbench bench)
    {
        await using var site = await PictureSite.StartAsync("photos");
        var rows = bench.Options.Rows;
        bench.WriteList(Enumerable.Range(0, rows).Select(i => $"{site.Url(i)},{i}"));
        await using var app = InProcess.Build(bench.Arguments("data"));
        var catalog = app.Services.GetRequiredService<ImageCatalog>();
        catalog.ApplyList("list", new UrlListReader(bench.PathOf("list.csv")).Read());
        var downloader = app.Services.GetRequiredService<ImageDownloader>();
        var decoder = app.Services.GetRequiredService<ImageDecoder>();
        bench.Report.Table("Steps", "what", "CPU, µs an image:", "wall, µs:");
        await bench.StepAsync("download alone (the first call of each is not counted)", i => downloader.DownloadAsync(site.Url(i), default, default));
        var pictures = new byte[rows][];
        for (var i = 0; i < rows; i++)
        {
            using var bytes = (await downloader.DownloadAsync(site.Url(i), default, default)).Bytes!;
            pictures[i] = bytes.Span.ToArray();
        }

        bench.Step("SHA-256", i => SHA256.HashData(pictures[i]));
        bench.Step("header", i => decoder.ReadInfo(pictures[i]));
        var stored = new StoredImage[rows];
        for (var i = 0; i < rows; i++)
            stored[i] = new StoredImage(Convert.ToHexStringLower(SHA256.HashData(pictures[i])), ".jpg", pictures[i].Length, 800, 600);
        bench.Step("catalog: downloaded", i => catalog.SetDownloaded($"{i}", stored[i]));
        bench.Step("catalog: pixels queried", i => catalog.ContentOf("space", stored[i].Sha256));
        bench.Step("catalog: pixels remembered", i => catalog.RememberPixels("space", stored[i].Sha256, stored[i].Sha256));
        bench.Step("catalog: embedded", i => catalog.SetEmbedded($"{i}", stored[i].Sha256, "builtin"));
        var files = app.Services.GetRequiredService<ImageFiles>();
        var kept = new KeptImage[rows];
        bench.Step("header, SHA-256 and write", i =>
        {
            var info = decoder.ReadInfo(pictures[i]);
            kept[i] = files.KeepAsync(pictures[i], info.Extension, info.Width, info.Height, default).AsTask().GetAwaiter().GetResult();
        });
        bench.Step("flush, 10 files at a time, and names", i =>
        {
            var incoming = ((IncomingImage)kept[i]).Incoming;
            if (i % 10 == 0)
                DiskFlush.Flush([incoming.Path]);
            incoming.GiveName();
        });
        bench.Step("catalog: downloaded, pixels and embedded, 10 images at a time", i => catalog.InOneTransaction(() =>
        {
            for (var j = i; j < i + 10 && i % 10 == 0; j++)
            {
                catalog.SetDownloaded($"{j}", stored[j]);
                catalog.RememberPixels("other", stored[j].Sha256, stored[j].Sha256);
                catalog.SetEmbedded($"{j}", stored[j].Sha256, "builtin");
            }
        }));
        bench.Step("whether the file is there", i => files.IsThere(stored[i]));
        var (counters, inWork) = (app.Services.GetRequiredService<RunCounters>(), app.Services.GetRequiredService<ImagesInProgress>());
        var source = new ImageSource("id", "http://a.test/1", 1, ImageSource.NoMetadata);
        bench.Step("status", i =>
        {
            using (inWork.BeginDownload(source))
                counters.CountDownload(1);
            using (inWork.BeginEmbedding(source))
                counters.CountEmbedding("builtin");
            counters.CountIndexed();
        });
    }

    private static async Task StepAsync(this Workbench bench, string name, Func<int, Task<DownloadedBytes>> step)
    {
        (await step(0)).Bytes?.Dispose();
        var cost = await InProcess.Cost.OfAsync(async () =>
        {
            for (var i = 1; i < bench.Options.Rows; i++)
                (await step(i)).Bytes?.Dispose();
        });
        Write(bench, name, cost);
    }

    private static void Step(this Workbench bench, string name, Action<int> step)
    {
        step(0);
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var before = Environment.CpuUsage.TotalTime;
        for (var i = 1; i < bench.Options.Rows; i++)
            step(i);
        Write(bench, name, new(clock.Elapsed.TotalSeconds, (Environment.CpuUsage.TotalTime - before).TotalSeconds));
    }

    private static void Write(Workbench bench, string name, InProcess.Cost cost) =>
        bench.Report.Line($"| {name} | {cost.Cpu * 1e6 / (bench.Options.Rows - 1):F0} | {cost.Wall * 1e6 / (bench.Options.Rows - 1):F0} |");
}
