namespace ImageRetrieval.VectorIndex.Tests;

/// <summary>Small snapshots with names and fields that are easy to get wrong.</summary>
internal static class SnapshotSamples
{
    public const string Space = "test-model/sha256:00ff/v1/ünïcödé \"quoted\"";

    public static string ImageId(int i) => (i % 5) switch
    {
        0 => $"img-{i}",
        1 => $"Zürich/été-{i}",
        2 => $"図書館 {i}",
        3 => $"🦊{i}",
        _ => $"\uFFFD{i}",
    };

    public static SnapshotItem Item(int i) => new(ImageId(i), new Dictionary<string, string>
    {
        ["url"] = $"http://example.test/{i}.jpg",
        ["title"] = i % 3 == 0 ? "" : $"Титул {i} 🎨",
    });

    public static SnapshotBuilder Builder(TestVectors vectors, HnswOptions? options = null)
    {
        var builder = new SnapshotBuilder(Space, vectors.Dimension, options ?? new HnswOptions());
        for (int i = 0; i < vectors.Count; i++)
            builder.Add(Item(i), vectors[i]);
        return builder;
    }

    /// <summary>Publishes and gives the version's path.</summary>
    public static string Publish(string folder, TestVectors vectors, int keepPrevious = 0) =>
        Path.Combine(folder, Builder(vectors).Publish(folder, keepPrevious).Version);
}
