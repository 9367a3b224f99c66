using ImageRetrieval.Vision.Decoding;

namespace ImageRetrieval.VisionBenchmark;

/// <summary>From JPEG bytes to the embedding, against the bare inference alone.</summary>
internal static class IngestPart
{
    private const double Goal = 1.12;

    internal static void Run(Workbench bench)
    {
        bench.Report.Table("Whole ingest (JPEG of 1200 x 900 to embedding) against bare inference", "model", "bare, ms:", "decode and embed, ms:", "ratio:", $"goal {Goal}");
        var entry = bench.ResNet50Entry();
        using var model = bench.Load(entry);
        using var bare = new BareInference(entry, bench.PathOf("resnet50.bare.onnx"));
        var jpeg = File.ReadAllBytes(bench.Picture(1, 1200, 900));
        var decoder = new ImageDecoder();
        var times = Rounds.Measure(
            bench.Options.Rounds,
            bench.Options.Runs,
            Rounds.Here(bare.Run),
            Rounds.Here(() =>
            {
                using var pixels = decoder.Decode(jpeg, entry.Preprocessing.Geometry);
                model.Embed(pixels);
            }));
        var ratio = times[1] / times[0];
        bench.Report.Line($"| {entry.Name} | {times[0]:F2} | {times[1]:F2} | {ratio:F3} | {Report.Verdict(ratio, Goal)} |");
    }
}
