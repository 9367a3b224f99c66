using ImageRetrieval.Collection.Embedded;
using ImageRetrieval.Collection.Embedded.Maps;
using ImageRetrieval.Collection.Maps;
using ImageRetrieval.Fixtures;
using ImageRetrieval.VectorIndex;

namespace ImageRetrieval.Collection.Tests.Embedded.Maps;

/// <summary>What clusters are called.</summary>
public sealed class ClusterDescriptionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_cluster_is_named_by_the_values_that_are_more_frequent_in_it_than_elsewhere()
    {
        // Three directions; the first two have a kind, and all have a colour that says nothing and a title of their own.
        var map = await MapAsync(i => new()
        {
            ["meta.kind"] = (i / 50) switch { 0 => i % 10 == 0 ? "dog" : "cat", 1 => "dog", _ => "" },
            ["meta.colour"] = "red",
            ["meta.title"] = $"Title {i}",
        });
        Assert.Equal([50, 50, 50], map.Head.Clusters.Select(cluster => cluster.Size));
        var names = map.Head.Clusters.Select(cluster => cluster.Columns.Count == 0 ? "" : $"{cluster.Columns[0].Column}={cluster.Columns[0].Value} {cluster.Columns[0].Count}/{cluster.Columns[0].Total}").Order(StringComparer.Ordinal);
        Assert.Equal(["", "kind=cat 45/45", "kind=dog 50/55"], names);
        Assert.All(map.Head.Clusters, cluster => Assert.Equal(6, cluster.Samples.Distinct().Count()));
        Assert.All(map.Head.Clusters, cluster => Assert.Single(cluster.Samples.Select(id => int.Parse(id, System.Globalization.CultureInfo.InvariantCulture) / 50).Distinct()));
    }

    [Fact]
    public async Task A_value_that_is_spread_over_many_clusters_names_none()
    {
        // Sixteen directions, and a folder that ten of them share.
        var map = await MapAsync(i => new() { ["meta.folder"] = i < 300 ? "images" : "", ["meta.kind"] = i < 30 ? "cat" : "" }, directions: 16, each: 30);
        var names = map.Head.Clusters.Select(cluster => string.Join(' ', cluster.Columns.Select(column => column.Value))).Where(name => name.Length > 0);
        Assert.Equal(["cat"], names);
    }

    [Fact]
    public async Task Without_columns_clusters_have_typical_images_alone()
    {
        var map = await MapAsync(_ => []);
        Assert.Equal(3, map.Head.Clusters.Count);
        Assert.All(map.Head.Clusters, cluster => Assert.Empty(cluster.Columns));
    }

    private async Task<PublishedMap> MapAsync(Func<int, Dictionary<string, string>> fields, int directions = 3, int each = 50)
    {
        var layout = new DataLayout(_folder.Path);
        var random = new Random(5);
        var builder = new SnapshotBuilder("space", 16, new HnswOptions());
        for (var i = 0; i < directions * each; i++)
        {
            float[] embedding = [.. Enumerable.Range(0, 16).Select(component => (component == i / each ? 1 : 0) + (0.1f * (random.NextSingle() - 0.5f)))];
            builder.Add(new SnapshotItem($"{i:D3}", fields(i)), embedding);
        }
        var version = builder.Publish(layout.SnapshotsOf("m"), keepPrevious: 0).Version;
        await new MapMaker(layout, TimeProvider.System).UpdateAsync("m", version, new MapEffort(1, 1000), default);
        return MapFile.Read(layout.MapOf("m"))!;
    }
}
