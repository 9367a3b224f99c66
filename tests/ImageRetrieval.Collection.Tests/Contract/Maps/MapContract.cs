using ImageRetrieval.Collection.Maps;

namespace ImageRetrieval.Collection.Tests.Contract.Maps;

/// <summary>Published maps.</summary>
public abstract class MapContract(CollectionEngine engine) : IAsyncLifetime
{
    private const string Model = CollectionEngine.Model;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await engine.DisposeAsync();

    [Fact]
    public async Task Without_a_publication_there_is_none() => Assert.Equal(default, await engine.Maps.NewestAsync(Model, default));

    [Fact]
    public async Task A_map_is_that_which_was_published()
    {
        await PublishAsync("00000007", "a", "bé", "🦊");
        var (map, fault) = await engine.Maps.NewestAsync(Model, default);
        Assert.Null(fault);
        Assert.Equal(("00000007", 5), (map!.Head.SnapshotVersion, map.Head.Clusters[0].Size));
        Assert.Equal(["a", "bé", "🦊"], map.ImageIds);
        Assert.Equal([0, 1, 2], map.X);
        Assert.Equal([0, -0.5f, -1], map.Y);
        Assert.Equal([-1, 0, 1], map.Clusters.Select(cluster => (int)cluster));
        var column = Assert.Single(map.Head.Clusters[0].Columns);
        Assert.Equal(new ClusterColumn("kind", "cat", 4, 9), column);
        Assert.Equal(default, await engine.Maps.NewestAsync(CollectionEngine.OtherModel, default));
    }

    [Fact]
    public async Task A_newer_map_replaces_it_and_a_damaged_one_leaves_it_with_the_reason()
    {
        await PublishAsync("00000007", "a");
        var first = (await engine.Maps.NewestAsync(Model, default)).Published!;
        await PublishAsync("00000008", "a", "b");
        var second = (await engine.Maps.NewestAsync(Model, default)).Published!;
        Assert.Equal((1, 2), (first.ImageIds.Count, second.ImageIds.Count));
        Assert.NotEqual(first.Version, second.Version);
        if (!await engine.TryDamageMapAsync(Model))
            return;
        var (map, fault) = await engine.Maps.NewestAsync(Model, default);
        Assert.Equal(second.Version, map!.Version);
        Assert.Contains("the Worker creates it again", fault, StringComparison.Ordinal);
    }

    private Task PublishAsync(string snapshot, params string[] ids) => engine.PublishMapAsync(
        new MapHead
        {
            Model = Model, EmbeddingSpace = "space", SnapshotVersion = snapshot, MethodVersion = 1, Created = DateTimeOffset.UnixEpoch, Arranged = ids.Length, Added = 0,
            Clusters = [new MapCluster(5, 1, 2, [new ClusterColumn("kind", "cat", 4, 9)], ["a"])],
        },
        ids, [.. ids.Select((_, i) => (float)i)], [.. ids.Select((_, i) => i * -0.5f)], [.. ids.Select((_, i) => (sbyte)(i - 1))]);
}

public sealed class EmbeddedMapTests() : MapContract(new EmbeddedEngine());
