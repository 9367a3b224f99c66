using ImageRetrieval.Collection.Items;
using ImageRetrieval.Collection.Search;

namespace ImageRetrieval.Collection.Tests.Contract.Search;

/// <summary>Searches, and what is found by id.</summary>
public abstract class NearestContract(CollectionEngine engine) : IAsyncLifetime
{
    private const int Images = 300;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await engine.DisposeAsync();

    [Theory]
    [InlineData(null)]
    [InlineData(64)]
    public async Task A_search_finds_what_comparing_with_every_image_finds(int? candidates)
    {
        var images = SampleImages.Many(Images).ToList();
        await engine.ServeAsync(images);
        using var lease = await engine.AcquireAsync();
        for (var query = 0; query < 20; query++)
        {
            var embedding = SampleImages.Direction(-query - 1);
            var truth = images.Select(image => (image.Item.ImageId, Score: SampleImages.Cosine(embedding, image.Embedding))).OrderByDescending(hit => hit.Score).Take(10).ToList();
            var hits = await lease.SearchAsync(embedding, new ItemQuery(10) { Candidates = candidates }, default);
            Assert.Equal(truth.Select(hit => hit.ImageId), hits.Select(hit => hit.ImageId));
            Assert.All(hits.Zip(truth), pair => Assert.Equal(pair.Second.Score, pair.First.Score, 1e-5));
            Assert.All(hits, hit => Assert.Equal((null, 0, hit.ImageId + ".png"), (hit.RankScore, hit.SharedNeighbors, hit.Item.Name)));
        }
    }

    [Fact]
    public async Task Images_of_equal_embeddings_have_equal_scores_and_all_of_them_are_found()
    {
        var same = SampleImages.Direction(5);
        await engine.ServeAsync(SampleImages.Many(40).Concat(Enumerable.Range(0, 5).Select(i => (SampleImages.Item($"same{i}"), same))));
        using var lease = await engine.AcquireAsync();
        var hits = await lease.SearchAsync(same, new ItemQuery(6), default);
        Assert.Equal(["same0", "same1", "same2", "same3", "same4"], hits.Take(5).Select(hit => hit.ImageId).Order());
        Assert.Single(hits.Take(5).Select(hit => hit.Score).Distinct());
        Assert.True(hits[5].Score < hits[4].Score);
    }

    [Fact]
    public async Task The_order_by_context_ranks_two_hundred_and_continues_by_score()
    {
        await engine.ServeAsync(SampleImages.Many(Images));
        using var lease = await engine.AcquireAsync();
        var few = await lease.SearchAsync(SampleImages.Direction(-1), new ItemQuery(10) { Ranking = Ranking.Context }, default);
        var many = await lease.SearchAsync(SampleImages.Direction(-1), new ItemQuery(250) { Ranking = Ranking.Context }, default);
        Assert.Equal((ItemQuery.RankedCount, 250), (few.Count, many.Count));
        Assert.Equal(few.Select(hit => hit.ImageId), many.Take(ItemQuery.RankedCount).Select(hit => hit.ImageId));
        Assert.Equal(few.OrderByDescending(hit => hit.RankScore).Select(hit => hit.RankScore), few.Select(hit => hit.RankScore));
        Assert.All(few, hit => Assert.InRange(hit.SharedNeighbors, 0, 10));
        var behind = many.Skip(ItemQuery.RankedCount).ToList();
        Assert.All(behind, hit => Assert.Null(hit.RankScore));
        Assert.Equal(behind.OrderByDescending(hit => hit.Score).Select(hit => hit.Score), behind.Select(hit => hit.Score));
    }

    [Fact]
    public async Task Everything_of_a_score_is_found_once_for_each_embedding()
    {
        var images = SampleImages.Many(Images).ToList();
        await engine.ServeAsync(images.Append((SampleImages.Item("copy"), images[0].Embedding)));
        using var lease = await engine.AcquireAsync();
        var truth = images.Where(image => SampleImages.Cosine(images[0].Embedding, image.Embedding) >= 0.3).Select(image => image.Item.ImageId).ToHashSet();
        var found = await lease.FindWithinAsync(images[0].Embedding, 0.3f, candidates: 64, limit: 400, default);
        Assert.Equal(truth.Order(), found.Select(hit => hit.ImageId == "copy" ? "0" : hit.ImageId).Order());
        Assert.Equal(found.OrderByDescending(hit => hit.Score), found);
        Assert.Equal(3, (await lease.FindWithinAsync(images[0].Embedding, -1, candidates: 64, limit: 3, default)).Count);
    }

    [Fact]
    public async Task The_embedding_of_an_image_is_its_unit_vector()
    {
        var images = SampleImages.Many(30).ToList();
        await engine.ServeAsync(images);
        using var lease = await engine.AcquireAsync();
        var stored = new float[SampleImages.Dimension];
        foreach (var (item, embedding) in images)
        {
            Assert.True(await lease.ReadEmbeddingAsync(item.ImageId, stored, default));
            Assert.Equal(1, stored.Sum(value => (double)value * value), 1e-5);
            Assert.Equal(1, SampleImages.Cosine(stored, embedding), 1e-5);
        }
        Assert.False(await lease.ReadEmbeddingAsync("none", stored, default));
    }

    [Theory]
    [InlineData("a%2Fb")]
    [InlineData("a/b")]
    [InlineData("..")]
    [InlineData("007")]
    [InlineData(" ")]
    [InlineData("ключ \U0001f600 é")]
    [InlineData("it's \"quoted\"; -- \\")]
    public async Task Any_text_is_an_id_and_only_that_text(string imageId)
    {
        await engine.ServeAsync(SampleImages.Many(30).Append((SampleImages.Item(imageId, (ItemFields.Url, "u"), ("meta.odd'\"; column", "ä\n")), SampleImages.Direction(99))));
        using var lease = await engine.AcquireAsync();
        var item = await lease.FindAsync(imageId, default);
        Assert.Equal((imageId, "u", "ä\n"), (item!.ImageId, item.Url, item.Metadata["odd'\"; column"]));
        Assert.True(await lease.ReadEmbeddingAsync(imageId, new float[SampleImages.Dimension], default));
        Assert.Equal(imageId, (await lease.SearchAsync(SampleImages.Direction(99), new ItemQuery(1), default))[0].ImageId);
        foreach (var other in (string[])[imageId + " ", imageId.ToUpperInvariant() + "x", "7", "a", "A%2fb", Uri.EscapeDataString(imageId) + "%"])
            Assert.Equal(other == "7", await lease.FindAsync(other, default) is not null);
    }

    [Fact]
    public async Task What_cannot_be_searched_with_is_the_callers_fault()
    {
        await engine.ServeAsync(SampleImages.Many(30));
        using var lease = await engine.AcquireAsync();
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await lease.SearchAsync(new float[SampleImages.Dimension - 1], new ItemQuery(3), default));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await lease.SearchAsync(new float[SampleImages.Dimension], new ItemQuery(3), default));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await lease.SearchAsync(SampleImages.Direction(1), new ItemQuery(0), default));
    }
}
