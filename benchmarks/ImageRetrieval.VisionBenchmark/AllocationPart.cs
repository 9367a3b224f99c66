using ImageRetrieval.Vision.Decoding;

namespace ImageRetrieval.VisionBenchmark;

/// <summary>Managed bytes that one image costs once everything is warm.</summary>
internal static class AllocationPart
{
    private const int WarmUp = 5;
    private const int Goal = 4096;

    internal static void Run(Workbench bench)
    {
        var entry = bench.MobileNetEntry() ?? bench.ResNet50Entry();
        using var model = bench.Load(entry);
        var jpeg = File.ReadAllBytes(bench.Picture(1, 1200, 900));
        var decoder = new ImageDecoder();
        var image = decoder.Decode(jpeg, entry.Preprocessing.Geometry);

        bench.Report.Table("Managed bytes allocated for one image", "step", "bytes:", "of them the result itself:", $"goal {Goal} in all");
        Write("decode", PerImage(bench, () => decoder.Decode(jpeg, entry.Preprocessing.Geometry)), image.Rgb.Length);
        Write($"embed ({entry.Name})", PerImage(bench, () => model.Embed(image)), entry.Dimension * sizeof(float));

        void Write(string step, long bytes, int result) =>
            bench.Report.Line($"| {step} | {bytes} | {result} | {Report.Verdict(bytes, Goal)}; without the result {Report.Verdict(bytes - result, Goal)} |");
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
