using ImageRetrieval.Collection.Items;

namespace ImageRetrieval.Collection.Tests.Contract;

/// <summary>Published images with embeddings drawn from seeds.</summary>
internal static class SampleImages
{
    internal const int Dimension = 16;

    /// <summary>Images 0, 1 …, each in another direction, in a year and of one of three kinds.</summary>
    internal static IEnumerable<(ImageItem Item, float[] Embedding)> Many(int count, int seed = 1, string? label = null) =>
        Enumerable.Range(0, count).Select(i => (Item($"{i}", ("meta.kind", $"kind{i % 3}"), ("meta.year", $"{1990 + (i % 10)}"), ("meta.label", label ?? "x")), Direction((seed * 100_000) + i)));

    internal static ImageItem Item(string imageId, params (string Name, string Value)[] fields) =>
        new(imageId, fields.Append((Name: ItemFields.Name, Value: imageId + ".png")).ToDictionary(field => field.Name, field => field.Value));

    internal static float[] Direction(int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, Dimension).Select(_ => random.NextSingle() - 0.5f)];
    }

    internal static double Cosine(float[] one, float[] other) => Dot(one, other) / Math.Sqrt(Dot(one, one) * Dot(other, other));

    private static double Dot(float[] one, float[] other) => one.Zip(other, (a, b) => (double)a * b).Sum();
}
