using System.Runtime.InteropServices;
using ImageRetrieval.Vision.Decoding;
using ImageRetrieval.Vision.Models;
using ImageRetrieval.Vision.OnnxFormat;

namespace ImageRetrieval.VisionBenchmark;

/// <summary>The same pixels through the same file here and in OpenCV's DNN module: the features must agree.</summary>
internal static class ParityPart
{
    private const double Goal = 1e-4;
    private const int Pictures = 3;

    internal static void Run(Workbench bench)
    {
        bench.Report.Table("Features against OpenCV's DNN module, as unit vectors", "network", "tensor", "components:", "range:", "largest difference, part of the range:", "cosine:", $"goal {Goal}");
        Compare(bench, bench.ResNet50Entry());
        if (bench.Options.WithVgg16)
            Compare(bench, bench.Vgg16Entry());
    }

    private static void Compare(Workbench bench, ModelEntry entry)
    {
        var graph = OnnxGraph.Parse(File.ReadAllBytes(entry.File));
        var tensor = FeatureFinder.Find(graph, entry.FeatureTensor).Tensor;
        using var model = bench.Load(entry);
        using var opencv = bench.Peer("opencv_tensor.py", entry.File, tensor);
        if (opencv is null)
            return;

        var (worst, range, cosine) = (0.0, 0.0, 1.0);
        for (var seed = 1; seed <= Pictures; seed++)
        {
            var image = new ImageDecoder().Decode(File.ReadAllBytes(bench.Picture(seed, 1200, 900)), entry.Preprocessing.Geometry);
            var ours = model.Embed(image);
            var theirs = Ask(bench, opencv, Normalized(image, entry));
            range = ours.Max() - ours.Min();
            worst = Math.Max(worst, ours.Zip(theirs, (a, b) => Math.Abs(a - b)).Max() / range);
            cosine = Math.Min(cosine, ours.Zip(theirs, (a, b) => (double)a * b).Sum());
        }
        bench.Report.Line($"| {entry.Name} | {tensor} | {entry.Dimension} | {range:F4} | {worst:E1} | {cosine:F7} | {Report.Verdict(worst, Goal)} |");
    }

    private static float[] Ask(Workbench bench, PythonPeer opencv, float[] pixels)
    {
        var (inFile, outFile) = (bench.PathOf("pixels.f32"), bench.PathOf("features.f32"));
        File.WriteAllBytes(inFile, MemoryMarshal.AsBytes(pixels.AsSpan()).ToArray());
        opencv.Ask($"{inFile}\t{outFile}");
        var features = MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(outFile)).ToArray();
        var length = Math.Sqrt(features.Sum(value => (double)value * value));
        return [.. features.Select(value => (float)(value / length))];
    }

    // Written out here on purpose: the product's own way to the tensor is part of what is compared.
    private static float[] Normalized(PixelImage image, ModelEntry entry)
    {
        var rgb = image.Rgb.Span;
        var plane = image.Width * image.Height;
        var values = new float[3 * plane];
        for (var i = 0; i < values.Length; i++)
        {
            var channel = i / plane;
            values[i] = (rgb[i % plane * 3 + channel] / 255f - entry.Preprocessing.Mean[channel]) / entry.Preprocessing.Std[channel];
        }
        return values;
    }
}
