using ImageRetrieval.Collection.Embeddings;
using ImageRetrieval.Collection.Publishing;

namespace ImageRetrieval.Collection.Tests.Contract.Publishing;

/// <summary>Publishing, generation by generation.</summary>
public abstract class PublishingContract<TEngine> : CatalogContract<TEngine> where TEngine : CatalogEngine, new()
{
    private static readonly PublishOrder s_order = new(CatalogEngine.Model, url => url) { CheckQueries = 10, RecallFloor = 0.9 };

    [Fact]
    public async Task Without_embeddings_nothing_is_published()
    {
        await Engine.TakeAsync(RowList.Of("l", "1"));
        await Engine.DeliverAsync(await Engine.KeepAsync("1", "one"));
        var publication = await PublishAsync(s_order);
        Assert.Equal((PublicationResult.TooFew, null, 0), (publication.Result, publication.Version, publication.Searchable));
        Assert.Null(await Engine.Publishing.NewestAsync("tiny", default));
    }

    [Fact]
    public async Task What_is_embedded_is_published_and_an_unchanged_list_is_not_published_again()
    {
        await TakeAsync("1", "2", "3");
        var first = await PublishAsync(s_order);
        Assert.Equal((PublicationResult.Published, 3, 3, 1.0), (first.Result, first.Count, first.Searchable, first.Recall));
        Assert.Equal(new PublishedGeneration(first.Version!, "tiny-space-3", 3), await Engine.Publishing.NewestAsync("tiny", default));

        var second = await PublishAsync(s_order);
        Assert.Equal((PublicationResult.UpToDate, first.Version, 3, null), (second.Result, second.Version, second.Searchable, second.Recall));
        Assert.Equal([first.Version!], await Engine.VersionsAsync("tiny"));
    }

    [Fact]
    public async Task A_changed_list_is_published_with_the_difference()
    {
        await TakeAsync("1", "2", "3");
        var first = await PublishAsync(s_order);
        await TakeAsync("2", "3", "4", "5");
        var second = await PublishAsync(s_order);
        Assert.Equal((PublicationResult.Published, 4), (second.Result, second.Count));
        Assert.True(string.CompareOrdinal(second.Version, first.Version) > 0);
        Assert.Equal(["2", "3", "4", "5"], (await Engine.PublishedContentAsync("tiny")).Split('\n').Select(line => line.Split(' ')[0]));
    }

    [Fact]
    public async Task URLs_are_published_as_they_are_to_be_shown()
    {
        await TakeAsync("1");
        await PublishAsync(s_order with { ShowUrl = url => "shown:" + url });
        Assert.Contains("shown:http://a.test/1", await Engine.PublishedContentAsync("tiny"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rebuild_publishes_the_same_content_under_a_new_version()
    {
        await TakeAsync("1", "2", "3");
        var (first, content) = (await PublishAsync(s_order), await Engine.PublishedContentAsync("tiny"));
        var second = await PublishAsync(s_order with { Rebuild = true });
        Assert.Equal(PublicationResult.Published, second.Result);
        Assert.NotEqual(first.Version, second.Version);
        Assert.Equal(content, await Engine.PublishedContentAsync("tiny"));
    }

    [Fact]
    public async Task With_fewer_images_than_required_nothing_is_published()
    {
        await TakeAsync("1", "2");
        Assert.Equal(PublicationResult.TooFew, (await PublishAsync(s_order with { AtLeast = 3 })).Result);
        Assert.Empty(await Engine.VersionsAsync("tiny"));
        Assert.Equal(PublicationResult.Published, (await PublishAsync(s_order with { AtLeast = 2 })).Result);
    }

    [Fact]
    public async Task A_generation_below_the_recall_floor_is_rejected_and_the_previous_one_stays_in_use()
    {
        await TakeAsync("1", "2");
        // No search finds more than everything.
        var refused = await PublishAsync(s_order with { RecallFloor = 1.1 });
        Assert.Equal((PublicationResult.Refused, 0, 1.0), (refused.Result, refused.Searchable, refused.Recall));
        Assert.Empty(await Engine.VersionsAsync("tiny"));

        var first = await PublishAsync(s_order);
        await TakeAsync("1", "2", "3");
        refused = await PublishAsync(s_order with { RecallFloor = 1.1 });
        Assert.Equal((PublicationResult.Refused, 2), (refused.Result, refused.Searchable));
        Assert.Equal([first.Version!], await Engine.VersionsAsync("tiny"));
        Assert.Equal(3, (await PublishAsync(s_order)).Searchable);
    }

    [Fact]
    public async Task A_pinned_generation_is_kept_until_it_is_released_and_an_unknown_one_cannot_be_pinned()
    {
        await TakeAsync("1");
        var first = (await PublishAsync(s_order)).Version!;
        Assert.True(await Engine.Publishing.PinAsync("tiny", first, default));
        Assert.False(await Engine.Publishing.PinAsync("tiny", "99999999", default));
        Assert.False(await Engine.Publishing.PinAsync("none", first, default));
        await TakeAsync("1", "2");
        await PublishAsync(s_order);
        await Engine.CrashAndReopenAsync();
        await TakeAsync("1", "2", "3");
        var third = (await PublishAsync(s_order)).Version!;
        Assert.Equal([first, third], await Engine.VersionsAsync("tiny"));

        Assert.True(await Engine.Publishing.PinAsync("tiny", null, default));
        await TakeAsync("1", "2", "3", "4");
        Assert.Equal([(await PublishAsync(s_order)).Version!], await Engine.VersionsAsync("tiny"));
    }

    [Fact]
    public async Task The_given_number_of_older_generations_is_kept_and_no_version_is_used_twice()
    {
        var versions = new List<string>();
        for (var i = 1; i <= 5; i++)
        {
            await TakeAsync([.. Enumerable.Range(1, i).Select(id => $"{id}")]);
            versions.Add((await PublishAsync(s_order with { KeepPrevious = 2 })).Version!);
        }
        Assert.Equal(versions.Order(StringComparer.Ordinal).Distinct(), versions);
        Assert.Equal(versions[2..], await Engine.VersionsAsync("tiny"));
        await TakeAsync("1");
        Assert.Equal([(await PublishAsync(s_order)).Version!], await Engine.VersionsAsync("tiny"));
    }

    [Fact]
    public async Task The_generation_of_another_space_stays_until_one_of_the_new_space_is_published()
    {
        await TakeAsync("1", "2");
        var first = await PublishAsync(s_order);
        var order = s_order with { Model = new ModelSpace("tiny", "new-space-3", 3) };
        Assert.Equal((PublicationResult.TooFew, 0), await PublishAsync(order) is var none ? (none.Result, none.Searchable) : default);
        Assert.Equal(("tiny-space-3", first.Version), await Engine.Publishing.NewestAsync("tiny", default) is { } old ? (old.Space, old.Version) : default);

        var space = await Engine.Embeddings.OpenAsync("new-space-3", 3, default);
        var file = (await Engine.KeepAsync("1", "1")).Image.File;
        await space.AppendAsync(file.Sha256, new float[] { 1, 2, 3 }, default);
        Assert.Equal(1, (await PublishAsync(order)).Count);
        Assert.Equal(("new-space-3", 1), await Engine.Publishing.NewestAsync("tiny", default) is { } new_ ? (new_.Space, new_.Count) : default);
    }

    [Fact]
    public async Task A_cancelled_publication_publishes_nothing_and_the_next_one_does()
    {
        await TakeAsync("1", "2");
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Engine.Publishing.PublishAsync(s_order, cancelled.Token));
        Assert.Null(await Engine.Publishing.NewestAsync("tiny", default));
        Assert.Equal(2, (await PublishAsync(s_order)).Searchable);
    }

    private async Task<Publication> PublishAsync(PublishOrder order) => await Engine.Publishing.PublishAsync(order, default);

    private async Task TakeAsync(params string[] ids)
    {
        await Engine.TakeAsync(RowList.Of("l", ids));
        var work = await Engine.Work.ImagesAsync("a.test", "", DateTimeOffset.MaxValue, 1000, default);
        await Engine.FinishAsync([.. work.Select(image => image.Source.ImageId)]);
    }
}
