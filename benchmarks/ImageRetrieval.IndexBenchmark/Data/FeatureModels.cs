using System.Security.Cryptography;
using ImageRetrieval.Vision.Embedding;
using ImageRetrieval.Vision.Models;
using ImageRetrieval.Vision.Preprocessing;

namespace ImageRetrieval.IndexBenchmark.Data;

/// <summary>The network whose features are indexed.</summary>
internal static class FeatureModels
{
    /// <summary>MobileNetV2 with 1280 features, on one thread.</summary>
    public static EmbeddingModel MobileNetV2(string file)
    {
        var entry = new ModelEntry
        {
            Name = "mobilenetv2",
            File = Path.GetFullPath(file),
            FeatureTensor = "features",
            Dimension = 1280,
            Preprocessing = new PreprocessingProfile
            {
                Name = "imagenet",
                Rule = ResizeRule.ShorterSideCrop,
                Resize = 256,
                Crop = 224,
                Mean = [0.485f, 0.456f, 0.406f],
                Std = [0.229f, 0.224f, 0.225f],
            },
        };
        using FileStream stream = File.OpenRead(file);
        var weights = new ModelFile(entry.File, Convert.ToHexStringLower(SHA256.HashData(stream)));
        return EmbeddingModel.Load(entry, weights, ArtifactsFolder.Path, new InferenceSettings { Provider = ExecutionProvider.Cpu, ThreadsPerImage = 1 });
    }
}
