using ImageRetrieval.Collection.Search;

namespace ImageRetrieval.Collection.Tests.Contract.Search;

/// <summary>What scores mean.</summary>
public abstract class MeaningContract(CollectionEngine engine) : IAsyncLifetime
{
    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await engine.DisposeAsync();

    [Fact]
    public async Task A_small_collection_has_no_meaning_for_its_scores()
    {
        await engine.ServeAsync(SampleImages.Many(IScoreMeaning.LeastCount - 1));
        using var lease = await engine.AcquireAsync();
        Assert.Null(lease.Meaning.Closeness(0.5f));
        Assert.Null(lease.Meaning.ScoreOfCloseness(0.5));
        Assert.Null(lease.Meaning.DistinctionCut);
        Assert.Null(await lease.DistinctionAsync(await lease.SearchAsync(SampleImages.Direction(1), new ItemQuery(3), default), null, default));
    }

    [Fact]
    public async Task Closeness_is_a_share_of_the_collections_own_nearest_scores()
    {
        var images = SampleImages.Many(200).ToList();
        await engine.ServeAsync(images);
        using var lease = await engine.AcquireAsync();
        var nearest = images.Select(image => images.Where(other => other.Item.ImageId != image.Item.ImageId).Max(other => SampleImages.Cosine(image.Embedding, other.Embedding))).ToList();
        double? last = 0;
        for (var score = -1f; score <= 1; score += 0.05f)
        {
            var closeness = lease.Meaning.Closeness(score);
            Assert.InRange(closeness!.Value, last!.Value, 1);
            // It may be told from a sample of the images, or from steps.
            Assert.Equal(nearest.Count(other => other < score) / 200.0, closeness.Value, 0.05);
            last = closeness;
        }
        Assert.Equal((0.0, 1.0), (lease.Meaning.Closeness(-1), lease.Meaning.Closeness(1)));
        foreach (var share in (double[])[0.1, 0.5, 0.9])
            Assert.InRange(lease.Meaning.Closeness(lease.Meaning.ScoreOfCloseness(share)!.Value)!.Value, share - 0.01, 1);
        Assert.Throws<ArgumentOutOfRangeException>(() => lease.Meaning.ScoreOfCloseness(1.1));
    }

    [Fact]
    public async Task What_belongs_to_the_collection_is_distinct_from_what_does_not()
    {
        // All images are near one direction: its opposite is near none of them.
        var centre = SampleImages.Direction(3);
        var images = SampleImages.Many(100).Select(image => (image.Item, Embedding: centre.Zip(image.Embedding, (a, b) => a + (0.3f * b)).ToArray())).ToList();
        await engine.ServeAsync(images);
        using var lease = await engine.AcquireAsync();
        var cut = lease.Meaning.DistinctionCut!.Value;
        Assert.True(await DistinctionAsync(centre, null) >= cut);
        Assert.True(await DistinctionAsync([.. centre.Select(value => -value)], null) < cut);
        Assert.Null(await lease.DistinctionAsync([], null, default));

        var own = images[7];
        Assert.True(await DistinctionAsync(own.Embedding, own.Item.ImageId) < await DistinctionAsync(own.Embedding, null));

        async Task<float> DistinctionAsync(float[] embedding, string? ownImageId) =>
            (await lease.DistinctionAsync(await lease.SearchAsync(embedding, new ItemQuery(20), default), ownImageId, default))!.Value;
    }
}
