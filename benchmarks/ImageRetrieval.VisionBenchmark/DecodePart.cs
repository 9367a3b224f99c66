using ImageRetrieval.Vision.Decoding;

namespace ImageRetrieval.VisionBenchmark;

/// <summary>From JPEG bytes to the 224 x 224 pixels that a model reads, against Pillow doing the same in full.</summary>
internal static class DecodePart
{
    // Smooth, usual and very detailed pictures: the longer the file, the more of the time is its entropy code's.
    private const int UsualGrain = 28;
    private static readonly int[] s_grains = [12, UsualGrain, 60];

    internal static void Run(Workbench bench)
    {
        bench.Report.Table("JPEG to 224 x 224 pixels (shorter side 256, centre crop)", "picture", "JPEG, kB:", "bits a pixel:", "ImageDecoder.Decode, ms:", "Pillow, ms:", "ratio:", "goal:", "");
        Compare(bench, 640, 480, UsualGrain, goal: 0.75);
        foreach (var grain in s_grains)
        {
            Compare(bench, 1200, 900, grain, goal: 0.55);
            Compare(bench, 4000, 3000, grain, goal: 0.35);
        }
    }

    private static void Compare(Workbench bench, int width, int height, int grain, double goal)
    {
        // A process for each row: one that has held a large picture keeps its memory and is then faster with small ones.
        using var pillow = bench.Peer("pillow_decode.py");
        var path = bench.Picture(1, width, height, grain);
        var jpeg = File.ReadAllBytes(path);
        var decoder = new ImageDecoder();
        List<Rounds.Contender> contenders = [Rounds.Here(() => decoder.Decode(jpeg, Workbench.ImageNet.Geometry).Dispose())];
        if (pillow is not null)
            contenders.Add(() => pillow.Ask(path));

        var times = Rounds.Measure(bench.Options.Rounds, bench.Options.Runs * 2, [.. contenders]);
        if (pillow is null)
            bench.Report.Line($"| {width} x {height} | {jpeg.Length / 1000} | {jpeg.Length * 8.0 / width / height:F1} | {times[0]:F2} | | | {goal} | |");
        else
            bench.Report.Line($"| {width} x {height} | {jpeg.Length / 1000} | {jpeg.Length * 8.0 / width / height:F1} | {times[0]:F2} | {times[1]:F2} | {times[0] / times[1]:F3} | {goal} | {Report.Verdict(times[0] / times[1], goal)} |");
    }
}
