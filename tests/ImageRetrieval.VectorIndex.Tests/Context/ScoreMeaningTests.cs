namespace ImageRetrieval.VectorIndex.Tests;

public sealed class ScoreMeaningTests : IDisposable
{
    private const int Count = 1200;

    private static readonly TestVectors s_vectors = TestVectors.CnnLike(Count, 32, seed: 23);

    private readonly TemporaryFolder _folder = new();
    private readonly Snapshot _snapshot;

    public ScoreMeaningTests() => _snapshot = Snapshot.Open(SnapshotSamples.Publish(_folder.Path, s_vectors));

    public void Dispose()
    {
        _snapshot.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Closeness_is_the_share_of_images_whose_nearest_other_is_farther()
    {
        float[] nearest = [.. Enumerable.Range(0, Count).Select(i => _snapshot.SearchExact(s_vectors[i], 2)[1].Score)];
        foreach (float score in (float[])[-1, 0, 0.3f, 0.5f, 0.7f, 0.8f, 0.9f, 0.95f, 1])
            Assert.Equal(nearest.Count(near => near < score) / (double)Count, _snapshot.Closeness(score)!.Value, 0.01);
    }

    [Fact]
    public void The_score_of_a_closeness_has_that_closeness()
    {
        foreach (double share in Enumerable.Range(0, 1001).Select(i => i / 1000.0))
        {
            float least = _snapshot.ScoreOfCloseness(share)!.Value;
            Assert.InRange(_snapshot.Closeness(least)!.Value, share, share + 0.01);
            Assert.True(least == -1 || _snapshot.Closeness(MathF.BitDecrement(least)) < share);
        }
    }

    [Fact]
    public void One_in_twenty_of_the_collections_own_images_is_below_the_cut()
    {
        float cut = _snapshot.DistinctionCut!.Value;
        int below = Enumerable.Range(0, Count).Count(i =>
        {
            IReadOnlyList<SearchHit> nearest = _snapshot.SearchExact(s_vectors[i], 4);
            return _snapshot.Distinction(nearest, query: SnapshotSamples.ImageId(i)) < cut;
        });
        Assert.InRange(below, Count / 20 * 8 / 10, Count / 20 * 12 / 10);
    }

    [Fact]
    public void The_distinction_of_an_unrelated_query_is_lower_than_that_of_a_related_one()
    {
        var random = TestVectors.Random(200, 32, seed: 3);
        int foreign = Enumerable.Range(0, 200).Count(i => IsBelow(random[i]));
        Assert.True(foreign > 150, $"{foreign} of 200 random directions lie below the cut.");

        bool IsBelow(ReadOnlySpan<float> query)
        {
            return _snapshot.Distinction(_snapshot.SearchExact(query, 3)) < _snapshot.DistinctionCut;
        }
    }

    [Fact]
    public void An_unknown_image_has_no_distinction() => Assert.Null(_snapshot.Distinction([new SearchHit("nobody", 0.5f)]));

    [Fact]
    public void Distinction_is_the_mean_of_three_scores_less_half_of_their_neighbourhoods()
    {
        var random = TestVectors.Random(5, 32, seed: 5);
        for (int i = 0; i < 5; i++)
        {
            IReadOnlyList<SearchHit> nearest = _snapshot.SearchExact(random[i], 6);
            double expected = nearest.Take(3).Average(hit =>
            {
                var own = new float[32];
                Assert.True(_snapshot.TryGetEmbedding(hit.ImageId, own));
                return hit.Score - (_snapshot.SearchExact(own, 11).Skip(1).Average(other => other.Score) / 2);
            });
            Assert.Equal(expected, _snapshot.Distinction(nearest)!.Value, 0.005);
        }
    }
}
