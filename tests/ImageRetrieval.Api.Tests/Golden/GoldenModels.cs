using System.Text.Json;
using ImageRetrieval.Fixtures;

namespace ImageRetrieval.Api.Tests.Golden;

/// <summary>The real weights of <c>../shared</c> as a model list: as they are used, and reading the pixels of a 224x224 image as they are.</summary>
internal static class GoldenModels
{
    public static IReadOnlyList<(string Name, string File, string Sha256, int Dimension)> All { get; } =
    [
        ("mobilenetv2", "mobilenetv2-features.onnx", "12516c334ad811136031ed199b73d7cf0ef321c3be25ad2b04153f3bdb2f5c71", 1280),
        ("squeezenet1.1", "squeezenet1.1.onnx", "f18927536450313178870a1371839941e00612bc126823779a918c7e966084ed", 512),
    ];

    public static void Write(string path) => File.WriteAllText(path, JsonSerializer.Serialize(new { models = All.SelectMany(Entries) }));

    /// <summary>The name of the variant that reads pixels as they are.</summary>
    public static string OfPixels(string name) => name + "-pixels";

    private static IEnumerable<object> Entries((string Name, string File, string Sha256, int Dimension) model)
    {
        yield return Entry(model, model.Name, "shorter-side-crop", 256);
        yield return Entry(model, OfPixels(model.Name), "stretch", 224);
    }

    private static object Entry((string Name, string File, string Sha256, int Dimension) model, string name, string rule, int resize) => new
    {
        name,
        description = "Real weights.",
        file = SharedData.PathOf("models", model.File),
        sha256 = model.Sha256,
        licence = "Apache-2.0",
        preprocessing = new { name = rule.Replace("-", "", StringComparison.Ordinal), rule, resize, crop = 224, mean = (double[])[0.485, 0.456, 0.406], std = (double[])[0.229, 0.224, 0.225] },
        featureTensor = "features",
        dimension = model.Dimension,
    };
}
