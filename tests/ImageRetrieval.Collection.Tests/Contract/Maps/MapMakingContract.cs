using ImageRetrieval.Collection.Maps;
using ImageRetrieval.Collection.Publishing;

namespace ImageRetrieval.Collection.Tests.Contract.Maps;

/// <summary>Computing the map of a published version.</summary>
public abstract class MapMakingContract<TEngine> : CatalogContract<TEngine> where TEngine : CatalogEngine, new()
{
    private static readonly MapEffort s_effort = new(Threads: 2, MostImages: 1000);

    [Fact]
    public async Task A_map_has_a_place_for_every_image_of_the_version()
    {
        var version = await PublishAsync(30);
        var made = (await Engine.Maps.UpdateAsync("tiny", version, s_effort, default))!;
        Assert.Equal((30, true), (made.Images, made.IsFull));
        var map = (await Engine.PublishedMapAsync("tiny"))!;
        Assert.Equal((version, "tiny-space-3"), (map.Head.SnapshotVersion, map.Head.EmbeddingSpace));
        Assert.Equal(Enumerable.Range(0, 30).Select(Id), map.ImageIds.Order(StringComparer.Ordinal));
        Assert.Equal((30, 30, 30), (map.X.Count, map.Y.Count, map.Clusters.Count));
        Assert.Equal(30, map.X.Zip(map.Y).Distinct().Count());
        Assert.All(map.Clusters, cluster => Assert.InRange(cluster, -1, map.Head.Clusters.Count - 1));
        Assert.Equal(map.Head.Clusters.Select(cluster => cluster.Size), Enumerable.Range(0, map.Head.Clusters.Count).Select(number => map.Clusters.Count(cluster => cluster == number)));
        Assert.All(map.Head.Clusters, cluster => Assert.NotEmpty(cluster.Samples));
    }

    [Fact]
    public async Task A_complete_map_is_not_computed_again_by_this_process_or_the_next()
    {
        var version = await PublishAsync(12);
        Assert.NotNull(await Engine.Maps.UpdateAsync("tiny", version, s_effort, default));
        Assert.Null(await Engine.Maps.UpdateAsync("tiny", version, s_effort, default));
        await Engine.CrashAndReopenAsync();
        Assert.Null(await Engine.Maps.UpdateAsync("tiny", version, s_effort, default));
    }

    [Fact]
    public async Task Few_new_images_join_the_others_which_keep_their_places()
    {
        await Engine.Maps.UpdateAsync("tiny", await PublishAsync(40), s_effort, default);
        var before = (await Engine.PublishedMapAsync("tiny"))!;
        var made = (await Engine.Maps.UpdateAsync("tiny", await PublishAsync(45), s_effort, default))!;
        Assert.Equal((45, false), (made.Images, made.IsFull));
        var after = (await Engine.PublishedMapAsync("tiny"))!;
        Assert.Equal(Places(before), Places(after).Where(place => before.ImageIds.Contains(place.Key)).ToDictionary());
        Assert.Equal((40, 5), (after.Head.Arranged, after.Head.Added));
        Assert.NotEqual(before.Version, after.Version);
        // Ten more are more than a quarter since all were arranged.
        Assert.True((await Engine.Maps.UpdateAsync("tiny", await PublishAsync(55), s_effort, default))!.IsFull);
    }

    [Fact]
    public async Task A_damaged_map_is_reported_and_computed_again()
    {
        var version = await PublishAsync(12);
        await Engine.Maps.UpdateAsync("tiny", version, s_effort, default);
        await Engine.CrashAndReopenAsync();
        await Engine.DamageMapAsync("tiny");
        var reasons = new List<string>();
        Assert.Equal(12, (await Engine.Maps.UpdateAsync("tiny", version, s_effort with { Unreadable = reasons.Add }, default))!.Images);
        Assert.Contains("damaged", Assert.Single(reasons), StringComparison.Ordinal);
        Assert.Equal(12, (await Engine.PublishedMapAsync("tiny"))!.ImageIds.Count);
    }

    [Fact]
    public async Task Stopped_work_leaves_the_earlier_map()
    {
        await Engine.Maps.UpdateAsync("tiny", await PublishAsync(12), s_effort, default);
        var before = (await Engine.PublishedMapAsync("tiny"))!;
        var version = await PublishAsync(40);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Engine.Maps.UpdateAsync("tiny", version, s_effort, new CancellationToken(canceled: true)));
        Assert.Equal(before.Version, (await Engine.PublishedMapAsync("tiny"))!.Version);
        Assert.Equal(40, (await Engine.Maps.UpdateAsync("tiny", version, s_effort, default))!.Images);
    }

    [Fact]
    public async Task Too_many_images_have_no_map_and_a_higher_limit_gives_them_one()
    {
        var version = await PublishAsync(12);
        Assert.Equal(0, (await Engine.Maps.UpdateAsync("tiny", version, s_effort with { MostImages = 11 }, default))!.Images);
        Assert.Equal((11, 0), ((await Engine.PublishedMapAsync("tiny"))!.Head.Limit, (await Engine.PublishedMapAsync("tiny"))!.ImageIds.Count));
        await Engine.CrashAndReopenAsync();
        Assert.Equal(12, (await Engine.Maps.UpdateAsync("tiny", version, s_effort, default))!.Images);
    }

    [Fact]
    public async Task A_version_that_a_newer_one_has_replaced_has_no_map_to_compute()
    {
        var first = await PublishAsync(5);
        await PublishAsync(6);
        Assert.Null(await Engine.Maps.UpdateAsync("tiny", first, s_effort, default));
        Assert.Null(await Engine.PublishedMapAsync("tiny"));
    }

    private static Dictionary<string, (float X, float Y)> Places(PublishedMap map) => Enumerable.Range(0, map.ImageIds.Count).ToDictionary(i => map.ImageIds[i], i => (map.X[i], map.Y[i]));

    private static string Id(int number) => $"i{number:D3}";

    private async Task<string> PublishAsync(int count)
    {
        string[] ids = [.. Enumerable.Range(0, count).Select(Id)];
        await Engine.TakeAsync(RowList.Of("l", ids));
        await Engine.FinishAsync(ids);
        return (await Engine.Publishing.PublishAsync(new PublishOrder(CatalogEngine.Model, url => url), default)).Version!;
    }
}
