using ImageRetrieval.Vision.Decoding;
using ImageRetrieval.Vision.Models;
using ImageRetrieval.Vision.Preprocessing;

namespace ImageRetrieval.VisionBenchmark;

/// <summary>JPEG bytes to ResNet50 features in the usual ways of Python, stretched to 224 x 224, one image and many.</summary>
internal static class PeersPart
{
    private const int Pictures = 10;

    internal static void Run(Workbench bench)
    {
        var stretched = bench.ResNet50Entry() with { Preprocessing = Workbench.ImageNet with { Name = "stretch", Rule = ResizeRule.Stretch, Resize = 224 } };
        using var model = bench.Load(stretched);
        using var torch = bench.Peer("torch_features.py");
        using var opencv = bench.Peer("opencv_features.py", stretched.File);
        string[] paths = [.. Enumerable.Range(1, Pictures).Select(seed => bench.Picture(seed, 1200, 900))];

        List<(string Name, Func<string, double> Ask)> contenders = [("this project", Ours(model, stretched))];
        if (torch is not null)
            contenders.Add((torch.Title, torch.Ask));
        if (opencv is not null)
            contenders.Add((opencv.Title, opencv.Ask));

        var one = Rounds.Measure(bench.Options.Rounds, 3, [.. contenders.Select(c => (Rounds.Contender)(() => c.Ask(paths[0])))]);
        var turn = 0;
        var images = bench.Options.Images;
        var many = Rounds.Measure(1, images, [.. contenders.Select(c => (Rounds.Contender)(() => c.Ask(paths[turn++ / contenders.Count % Pictures])))]);

        bench.Report.Table($"JPEG of 1200 x 900 to ResNet50 features, networks loaded", "stack", "one query, ms:", $"{images} images, s:", "times ours:");
        for (var i = 0; i < contenders.Count; i++)
            bench.Report.Line($"| {contenders[i].Name} | {one[i]:F1} | {many[i] * images / 1000:F2} | {many[i] / many[0]:F2} |");
    }

    private static Func<string, double> Ours(Vision.Embedding.EmbeddingModel model, ModelEntry entry)
    {
        var decoder = new ImageDecoder();
        return path => Rounds.Here(() => model.Embed(decoder.Decode(File.ReadAllBytes(path), entry.Preprocessing.Geometry)))();
    }
}
