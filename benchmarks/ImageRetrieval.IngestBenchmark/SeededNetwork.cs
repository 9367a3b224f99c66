using System.Security.Cryptography;
using System.Text.Json;
using ImageRetrieval.Architectures;

namespace ImageRetrieval.IngestBenchmark;

/// <summary>A ResNet50 with seeded weights: it costs what a trained one costs.</summary>
internal static class SeededNetwork
{
    internal const string Name = "resnet50-size";

    /// <summary>Writes the network and a model list with it, unless they are there; gives the list's path.</summary>
    internal static string WriteOnce(string folder)
    {
        var (network, list) = (Path.Combine(folder, Name + ".onnx"), Path.Combine(folder, "models.json"));
        if (File.Exists(list))
            return list;
        var bytes = ResNet50.Build();
        File.WriteAllBytes(network, bytes);
        var entry = new
        {
            name = Name, description = "ResNet50 with seeded weights.", file = network, sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes)), size = bytes.Length,
            licence = "MIT", preprocessing = "imagenet", featureTensor = "auto", dimension = ResNet50.Dimension,
        };
        File.WriteAllText(list, JsonSerializer.Serialize(new { models = new[] { entry } }));
        return list;
    }
}
