namespace ImageRetrieval.VectorIndex.Tests;

public sealed class ReadmeExampleTests
{
    [Fact]
    public void The_example_of_the_readme_works()
    {
        using var temporary = new TemporaryFolder();
        string folder = temporary.Path;
        var output = new List<string>();

        using var builder = new SnapshotBuilder(embeddingSpace: "resnet50", dimension: 4, new HnswOptions());
        builder.Add(new SnapshotItem("cat", new Dictionary<string, string> { ["title"] = "A cat" }), [1, 0, 0, 1]);
        builder.Add(new SnapshotItem("dog", new Dictionary<string, string>()), [1, 0, 1, 0]);
        builder.Publish(folder, keepPrevious: 1);

        if (SnapshotFolder.TryFindLatest(folder, out string path))
        {
            using Snapshot snapshot = Snapshot.Open(path);
            foreach (SearchHit hit in snapshot.Search([1, 0, 0, 0.9f], k: 10, efSearch: 80))
            {
                snapshot.TryGetItem(hit.ImageId, out SnapshotItem? item);
                output.Add(FormattableString.Invariant($"{hit.Score:F3} {hit.ImageId} {item!.Fields.GetValueOrDefault("title")}"));
            }
        }

        Assert.Equal(["0.999 cat A cat", "0.526 dog "], output);
    }
}
