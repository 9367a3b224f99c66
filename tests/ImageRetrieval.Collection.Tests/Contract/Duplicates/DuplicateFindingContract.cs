using ImageRetrieval.Collection.Catalog;
using ImageRetrieval.Collection.Duplicates;
using ImageRetrieval.Collection.Publishing;

namespace ImageRetrieval.Collection.Tests.Contract.Duplicates;

/// <summary>Looking for the duplicates of a published version.</summary>
public abstract class DuplicateFindingContract<TEngine> : CatalogContract<TEngine> where TEngine : CatalogEngine, new()
{
    private static readonly SearchEffort s_effort = new(Threads: 2);

    [Fact]
    public async Task Copies_of_a_published_version_are_grouped_with_their_images()
    {
        var version = await PublishAsync(("a", 1), ("b", 1), ("c", 2), ("d", 3), ("e", 3), ("f", 3));
        Assert.False(Engine.Duplicates.IsComplete("tiny", version));
        var found = (await Engine.Duplicates.UpdateAsync("tiny", version, s_effort, default))!;
        Assert.Equal((4, 6), (found.Pairs, found.Contents));
        Assert.True(Engine.Duplicates.IsComplete("tiny", version));

        var table = (await Engine.Export.ReadAsync("tiny", DuplicateLevel.Edited, DuplicateRule.DefaultSimilarity, default))!;
        Assert.Equal((version, 6, 6, 2, 5L), (table.Version, table.Contents, table.Searched, table.Groups, table.Images));
        Assert.Equal(["d e f", "a b"], table.Rows.GroupBy(row => row.Group).Select(group => string.Join(' ', group.Select(row => row.ImageId).Order(StringComparer.Ordinal))));
        Assert.Equal([1, 1], table.Rows.GroupBy(row => row.Group).Select(group => group.Count(row => row.Kept is not null)));
        Assert.All(table.Rows, row => Assert.Equal($"http://a.test/{row.ImageId}", row.Url));
    }

    [Fact]
    public async Task Complete_duplicates_are_not_searched_for_again_and_those_of_a_new_version_are()
    {
        var first = await PublishAsync(("a", 1), ("b", 2));
        Assert.NotNull(await Engine.Duplicates.UpdateAsync("tiny", first, s_effort, default));
        Assert.Null(await Engine.Duplicates.UpdateAsync("tiny", first, s_effort, default));
        Assert.Empty((await Engine.Export.ReadAsync("tiny", DuplicateLevel.Edited, DuplicateRule.DefaultSimilarity, default))!.Rows);

        var second = await PublishAsync(("a", 1), ("b", 2), ("c", 2));
        Assert.False(Engine.Duplicates.IsComplete("tiny", second));
        Assert.Equal(1, (await Engine.Duplicates.UpdateAsync("tiny", second, s_effort, default))!.Pairs);
        Assert.Equal(["b", "c"], (await Engine.Export.ReadAsync("tiny", DuplicateLevel.Edited, DuplicateRule.DefaultSimilarity, default))!.Rows.Select(row => row.ImageId).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_version_that_a_newer_one_has_replaced_has_nothing_to_search_for()
    {
        var first = await PublishAsync(("a", 1), ("b", 1));
        await PublishAsync(("a", 1), ("b", 1), ("c", 2));
        Assert.Null(await Engine.Duplicates.UpdateAsync("tiny", first, s_effort, default));
        Assert.Null(await Engine.Export.ReadAsync("tiny", DuplicateLevel.Edited, DuplicateRule.DefaultSimilarity, default));
    }

    [Fact]
    public async Task The_search_pauses_between_its_parts_and_a_crash_loses_nothing_that_was_published()
    {
        var version = await PublishAsync(("a", 1), ("b", 1));
        var rests = 0;
        await Engine.Duplicates.UpdateAsync("tiny", version, s_effort with { Rest = _ => rests++ }, default);
        Assert.Equal(1, rests);
        await Engine.CrashAndReopenAsync();

        Assert.Equal(2, (await Engine.Export.ReadAsync("tiny", DuplicateLevel.Picture, DuplicateRule.DefaultSimilarity, default))!.Rows.Count);
        // Another process does not know that they are complete, and finds nothing new.
        Assert.Equal(1, (await Engine.Duplicates.UpdateAsync("tiny", version, s_effort with { Rest = _ => rests++ }, default))!.Pairs);
        Assert.Equal(1, rests);
    }

    /// <summary>Publishes images, each with a picture; those of one picture resemble each other.</summary>
    private async Task<string> PublishAsync(params (string Id, byte Picture)[] images)
    {
        await Engine.TakeAsync(RowList.Of("l", [.. images.Select(image => image.Id)]));
        var space = await Engine.Embeddings.OpenAsync(CatalogEngine.Model.Space, CatalogEngine.Model.Dimension, default);
        foreach (var (id, picture) in images)
        {
            var downloaded = await Engine.KeepAsync(id, id);
            var sha256 = downloaded.Image.File.Sha256;
            // Nearly equal, since equal ones would say nothing about the comparison.
            await space.AppendAsync(sha256, new float[] { picture == 1 ? 1 : 0, picture == 2 ? 1 : 0.001f * id[0], picture == 3 ? 100 : 0 }, default);
            await Engine.Fingerprints.AppendAsync(ContentKey.Parse(sha256), TestPictures.Of(picture), default);
            await Engine.DeliverAsync(downloaded, new Outcome.Embedded(id, sha256, ["tiny"]));
        }
        return (await Engine.Publishing.PublishAsync(new PublishOrder(CatalogEngine.Model, url => url), default)).Version!;
    }
}
