using System.Runtime.InteropServices;
using ImageRetrieval.Fixtures;
using ImageRetrieval.Vision.Decoding;
using ImageRetrieval.Vision.Embedding;
using ImageRetrieval.Vision.Models;
using ImageRetrieval.Vision.Preprocessing;

namespace ImageRetrieval.Vision.Tests;

/// <summary>Parity with PIL's pixels and another runtime's features over 16 photos.</summary>
public sealed class GoldenTests
{
    private const int PixelBytes = 224 * 224 * 3;

    private static string[] Photos { get; } = SharedData.IsThere
        ? File.ReadLines(SharedData.PathOf("eval", "golden", "ids.csv")).Skip(1).Select(line => Path.GetFullPath(SharedData.PathOf("eval", "golden", line.Split(',')[2]))).ToArray()
        : [];

    [SharedDataFact]
    public void Cropped_pixels_are_close_to_PIL() => ComparePixels("crop.u8", new DecodeGeometry(ResizeRule.ShorterSideCrop, 256, 224, true), 0.3, 4);

    [SharedDataFact]
    public void Stretched_pixels_are_close_to_PIL() => ComparePixels("squash.u8", new DecodeGeometry(ResizeRule.Stretch, 224, 224, true), 0.35, 14);

    [SharedDataFact]
    public Task MobileNet_features_of_given_pixels_are_the_reference() => CompareFeatures("mobilenetv2-features.onnx", "features", 1280, "mobilenetv2");

    [SharedDataFact]
    public Task SqueezeNet_features_of_given_pixels_are_the_reference() => CompareFeatures("squeezenet1.1.onnx", "features", 512, "squeezenet1.1");

    [SharedDataFact]
    public void MobileNets_map_is_found_by_structure_and_its_mean_is_the_embedding()
    {
        using var folder = new TemporaryFolder();
        var path = SharedData.PathOf("models", "mobilenetv2-features.onnx");
        var entry = new ModelEntry { Name = "reference", File = path, FeatureTensor = "features", FeatureMap = "auto:map", Dimension = 1280, Preprocessing = PreprocessingProfiles.ImageNet };
        using var model = EmbeddingModel.Load(entry, new ModelFile(path, new string('0', 64)), folder.Path, new InferenceSettings());
        var pixels = File.ReadAllBytes(SharedData.PathOf("eval", "golden", "crop.u8")).AsSpan(0, PixelBytes).ToArray();

        var (embedding, map) = model.EmbedWithMap(new PixelImage(224, 224, pixels))!;

        Assert.Equal((7, 7, 1280), (map.Rows, map.Columns, map.Channels));
        var mean = Vectors.Normalize(Enumerable.Range(0, 1280).Select(channel => Enumerable.Range(0, 49).Average(cell => map.Cell(cell / 7, cell % 7)[channel])).ToArray());
        Assert.Equal(1, Vectors.Dot(embedding, mean), 1e-5);
    }

    private static void ComparePixels(string file, DecodeGeometry geometry, double meanLimit, int mostLimit)
    {
        var expected = File.ReadAllBytes(SharedData.PathOf("eval", "golden", file));
        var decoder = new ImageDecoder();
        var compared = 0;
        for (var i = 0; i < Photos.Length; i++)
        {
            if (!File.Exists(Photos[i]))
                continue; // the sets are samples of larger ones: not every photo is there
            compared++;
            var actual = decoder.Decode(File.ReadAllBytes(Photos[i]), geometry).Rgb.Span;
            var (sum, most) = (0L, 0);
            for (var p = 0; p < PixelBytes; p++)
            {
                var difference = Math.Abs(actual[p] - expected[i * PixelBytes + p]);
                sum += difference;
                most = Math.Max(most, difference);
            }
            var mean = sum / (double)PixelBytes;
            Assert.True(mean <= meanLimit && most <= mostLimit, $"{Photos[i]}: mean difference {mean:0.000} levels, largest {most}");
        }
        Assert.True(compared >= 10, $"only {compared} photos could be compared");
    }

    private static async Task CompareFeatures(string weights, string tensor, int dimension, string reference)
    {
        using var folder = new TemporaryFolder();
        var entry = new ModelEntry
        {
            Name = "reference",
            File = SharedData.PathOf("models", weights),
            FeatureTensor = tensor,
            Dimension = dimension,
            Preprocessing = Profiles.ImageNet,
        };
        using var http = new HttpClient();
        var store = new ModelStore(folder.Path, http);
        using var model = EmbeddingModel.Load(entry, await store.EnsureAsync(entry), folder.Path, new InferenceSettings());

        foreach (var kind in (string[])["crop", "squash"])
        {
            var pixels = File.ReadAllBytes(SharedData.PathOf("eval", "golden", kind + ".u8"));
            var expected = MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(SharedData.PathOf("eval", "golden", $"{reference}-{kind}.f32"))).ToArray();
            for (var i = 0; i < Photos.Length; i++)
            {
                var embedding = model.Embed(new PixelImage(224, 224, pixels.AsSpan(i * PixelBytes, PixelBytes).ToArray()));
                var wanted = Vectors.Normalize(expected.AsSpan(i * dimension, dimension));
                for (var c = 0; c < dimension; c++)
                    Assert.Equal(wanted[c], embedding[c], 1e-4f);
            }

            var geometry = kind == "crop" ? Profiles.ImageNet.Geometry : Profiles.ImageNet.Geometry with { Rule = ResizeRule.Stretch, Resize = 224 };
            var decoder = new ImageDecoder();
            for (var i = 0; i < Photos.Length; i++)
            {
                if (!File.Exists(Photos[i]))
                    continue;
                using var photo = decoder.Decode(File.ReadAllBytes(Photos[i]), geometry);
                var cosine = Vectors.Dot(model.Embed(photo), Vectors.Normalize(expected.AsSpan(i * dimension, dimension)));
                Assert.True(cosine >= (kind == "crop" ? 0.999 : 0.998), $"{kind} of {Photos[i]}: from the JPEG the cosine is {cosine}");
            }
        }
    }
}
