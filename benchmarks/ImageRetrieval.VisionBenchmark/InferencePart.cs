using ImageRetrieval.Vision.Decoding;
using ImageRetrieval.Vision.Models;

namespace ImageRetrieval.VisionBenchmark;

/// <summary>The embedding of decoded pixels against bare ONNX Runtime on the same graph.</summary>
internal static class InferencePart
{
    private const double Goal = 1.05;

    internal static void Run(Workbench bench)
    {
        bench.Report.Table("Embedding against bare ONNX Runtime", "model", "bare, ms:", "EmbeddingModel.Embed, ms:", "ratio:", $"goal {Goal}");
        Compare(bench, bench.ResNet50Entry());
        if (bench.MobileNetEntry() is { } mobileNet)
            Compare(bench, mobileNet);
    }

    private static void Compare(Workbench bench, ModelEntry entry)
    {
        using var model = bench.Load(entry);
        using var bare = new BareInference(entry, bench.PathOf($"{entry.Name}.bare.onnx"));
        var image = new ImageDecoder().Decode(File.ReadAllBytes(bench.Picture(1, 1200, 900)), entry.Preprocessing.Geometry);
        var times = Rounds.Measure(bench.Options.Rounds, bench.Options.Runs, Rounds.Here(bare.Run), Rounds.Here(() => model.Embed(image)));
        var ratio = times[1] / times[0];
        bench.Report.Line($"| {entry.Name} | {times[0]:F2} | {times[1]:F2} | {ratio:F3} | {Report.Verdict(ratio, Goal)} |");
    }
}
