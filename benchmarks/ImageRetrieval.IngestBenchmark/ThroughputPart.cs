using ImageRetrieval.Vision.Decoding;
using ImageRetrieval.Vision.Preprocessing;
using Microsoft.Extensions.DependencyInjection;

namespace ImageRetrieval.IngestBenchmark;

/// <summary>Download and decode to 256 x 256, stored on disk, without a model.</summary>
internal static class ThroughputPart
{
    private const double GoalPerSecondAndCore = 81;
    private static readonly DecodeGeometry s_geometry = new(ResizeRule.ShorterSideCrop, 256, 256, ApplyOrientation: true);

    internal static async Task RunAsync(Workbench bench)
    {
        await using var site = await PictureSite.StartAsync("photos");
        var rows = bench.Options.Rows;
        bench.WriteList(Enumerable.Range(0, rows).Select(i => $"{site.Url(i)},{i}"));
        await using var app = InProcess.Build(bench.Arguments("data"));
        var decoder = app.Services.GetRequiredService<ImageDecoder>();
        var bytes = 0L;
        var cost = await InProcess.Cost.OfAsync(() => new DownloadAlone(app).RunAsync(fetched =>
        {
            Interlocked.Add(ref bytes, fetched.File.Bytes);
            decoder.Decode(fetched.Bytes!.Span, s_geometry).Dispose();
        }));
        var (byWall, byCpu) = (rows / cost.Wall / Environment.ProcessorCount, rows / cost.Cpu);
        bench.Report.Line($"- {bytes / 1000.0 / rows:F0} kB an image; {cost.Wall:F2} s; {rows / cost.Wall:F0} images/s with the server on the same cores; {cost.Cpu * 1000 / rows:F2} ms CPU an image");
        bench.Judge($"images per second and core by CPU time: {byCpu:F0} (goal {GoalPerSecondAndCore})", byCpu >= GoalPerSecondAndCore);
        bench.Judge($"images per second and core by the clock: {byWall:F0} (goal {GoalPerSecondAndCore})", byWall >= GoalPerSecondAndCore);
    }
}
