using ImageRetrieval.Evaluation.Images;

namespace ImageRetrieval.Evaluation.Tests;

internal static class Sets
{
    /// <summary>Images "0", "1", ... with these labels.</summary>
    public static LabelledSet Of(params string[] labels) =>
        new("test", [.. labels.Select((label, i) => new LabelledImage($"{i}", $"{i}.png", label))]);
}
