using ImageRetrieval.Vision.Decoding;

namespace ImageRetrieval.VisionBenchmark;

/// <summary>Managed bytes that one image costs once everything is warm.</summary>
internal static class AllocationPart
{
    private const int WarmUp = 5;
    private const int Goal = 8000;

    internal static void Run(Workbench bench)
    {
        var entry = bench.MobileNetEntry() ?? bench.ResNet50Entry();
        using var model = bench.Load(entry);
        var jpeg = File.ReadAllBytes(bench.Picture(1, 1200, 900));
        var decoder = new ImageDecoder();
        using var image = decoder.Decode(jpeg, entry.Preprocessing.Geometry);

        var embedding = new float[entry.Dimension];
        var decode = PerImage(bench, () => decoder.Decode(jpeg, entry.Preprocessing.Geometry).Dispose());
        var embed = PerImage(bench, () => model.Embed(image, embedding.AsMemory()));

        bench.Report.Table("Managed bytes allocated for one image, its pixels pooled and its embedding in the caller's memory", "step", "bytes:", $"goal {Goal} in all");
        bench.Report.Line($"| decode | {decode} | |");
        bench.Report.Line($"| embed ({entry.Name}) | {embed} | |");
        bench.Report.Line($"| both | {decode + embed} | {Report.Verdict(decode + embed, Goal)} |");
    }

    private static long PerImage(Workbench bench, Action action)
    {
        for (var i = 0; i < WarmUp; i++)
            action();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < bench.Options.Runs; i++)
            action();
        return (GC.GetAllocatedBytesForCurrentThread() - before) / bench.Options.Runs;
    }
}
