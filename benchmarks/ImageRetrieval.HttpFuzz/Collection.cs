using System.Globalization;
using System.Security.Cryptography;
using ImageRetrieval.Fixtures;
using ImageRetrieval.VectorIndex;
using ImageRetrieval.Vision.Decoding;
using ImageRetrieval.Vision.Embedding;
using ImageRetrieval.Vision.Models;

namespace ImageRetrieval.HttpFuzz;

/// <summary>A data folder with some pictures, as the Worker leaves it.</summary>
internal static class Collection
{
    private const int Images = 200;

    internal static async Task PublishAsync(string folder)
    {
        var entry = ModelList.Load().Find("builtin");
        using var http = new HttpClient();
        var store = new ModelStore(Path.Combine(folder, "models"), http);
        using var model = EmbeddingModel.Load(entry, await store.EnsureAsync(entry), store.Folder, new InferenceSettings { ThreadsPerImage = 1 });
        var decoder = new ImageDecoder();
        using var builder = new SnapshotBuilder(model.Space.Text, model.Space.Dimension, new HnswOptions());
        for (var i = 0; i < Images; i++)
        {
            var bytes = TestImages.Random(i);
            var sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes));
            var path = Path.Combine(folder, "images", sha256[..2], sha256[2..] + ".png");
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllBytesAsync(path, bytes);
            var number = i.ToString(CultureInfo.InvariantCulture);
            var fields = new Dictionary<string, string> { ["url"] = $"http://pictures.test/{number}.png", ["name"] = $"{number}.png", ["sha256"] = sha256, ["extension"] = ".png", ["width"] = "64", ["height"] = "48", ["meta.kind"] = "test", ["meta.year"] = number };
            using var pixels = decoder.Decode(bytes, model.Preprocessing.Geometry);
            builder.Add(new SnapshotItem(number, fields), model.Embed(pixels));
        }
        builder.Publish(Path.Combine(folder, "snapshots", entry.Name), keepPrevious: 0);
    }
}
