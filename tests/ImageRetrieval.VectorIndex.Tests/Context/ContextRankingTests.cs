namespace ImageRetrieval.VectorIndex.Tests;

public sealed class ContextRankingTests : IDisposable
{
    private const int Count = 400;

    private readonly TemporaryFolder _folder = new();
    private readonly TestVectors _all = TestVectors.CnnLike(Count + 20, 48, seed: 17);
    private readonly TestVectors _vectors;
    private readonly Snapshot _snapshot;

    public ContextRankingTests()
    {
        _vectors = Take(_all, Count);
        _snapshot = Snapshot.Open(SnapshotSamples.Publish(_folder.Path, _vectors));
    }

    public void Dispose()
    {
        _snapshot.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void The_order_is_that_of_the_formula()
    {
        var reference = new ReferenceContext(_vectors, _snapshot.Context.Sample.ToArray());
        for (int q = 0; q < 10; q++)
        {
            float[] query = _all[Count + q].ToArray();
            IReadOnlyList<RankedHit> hits = _snapshot.SearchInContext(query, 50, efSearch: null);
            Assert.Equal(Snapshot.RankedCount, hits.Count);
            Assert.Equal(hits.OrderByDescending(hit => hit.RankScore).Select(hit => hit.ImageId), hits.Select(hit => hit.ImageId));
            foreach (RankedHit hit in hits)
            {
                int node = Node(hit.ImageId);
                Assert.Equal(ReferenceContext.Score(query, _vectors[node]), hit.Score, 1e-5);
                Assert.Equal(reference.Rank(query, node), hit.RankScore!.Value, 0.05);
                Assert.Equal(reference.Shared(query, node), hit.Shared);
            }
        }
    }

    [Fact]
    public void It_is_another_order_than_by_score()
    {
        Assert.Contains(Enumerable.Range(0, 20), q =>
        {
            IReadOnlyList<RankedHit> hits = _snapshot.SearchInContext(_all[Count + q], 10, efSearch: 64);
            return !hits.Select(hit => hit.Score).SequenceEqual(hits.Select(hit => hit.Score).OrderDescending());
        });
    }

    [Fact]
    public void The_first_hits_do_not_depend_on_how_many_are_wanted()
    {
        IReadOnlyList<RankedHit> few = _snapshot.SearchInContext(_all[Count], 5, efSearch: 64), many = _snapshot.SearchInContext(_all[Count], 390, efSearch: 64);
        Assert.Equal(390, many.Count);
        Assert.Equal(few, many.Take(few.Count));
        Assert.All(many.Take(Snapshot.RankedCount), hit => Assert.NotNull(hit.RankScore));
        Assert.All(many.Skip(Snapshot.RankedCount), hit => Assert.Null(hit.RankScore));
        float[] behind = [.. many.Skip(Snapshot.RankedCount).Select(hit => hit.Score)];
        Assert.Equal(behind.OrderDescending(), behind);
        Assert.True(behind[0] <= many.Take(Snapshot.RankedCount).Min(hit => hit.Score));
    }

    [Fact]
    public void A_filter_restricts_the_hits_and_not_what_they_are_judged_by()
    {
        IReadOnlyList<RankedHit> all = _snapshot.SearchInContext(_all[Count], 10, efSearch: null);
        HashSet<string> wanted = [.. all.Take(60).Where((_, i) => i % 3 == 0).Select(hit => hit.ImageId)];
        SnapshotFilter filter = _snapshot.Filter(item => wanted.Contains(item.ImageId));
        IReadOnlyList<RankedHit> some = _snapshot.SearchInContext(_all[Count], 10, efSearch: 64, filter);
        Assert.Equal(all.Where(hit => wanted.Contains(hit.ImageId)), some);
    }

    [Fact]
    public void The_querys_own_image_is_not_its_own_neighbour()
    {
        IReadOnlyList<RankedHit> hits = _snapshot.SearchInContext(_vectors[7], 10, efSearch: null);
        RankedHit own = hits.Single(hit => hit.ImageId == SnapshotSamples.ImageId(7));
        Assert.Equal(own, hits[0]);
        Assert.Equal(10, own.Shared);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(12)]
    public void A_tiny_collection_is_ranked_without_a_meaning_of_its_scores(int count)
    {
        using var folder = new TemporaryFolder();
        using Snapshot tiny = Snapshot.Open(SnapshotSamples.Publish(folder.Path, Take(_vectors, count)));
        IReadOnlyList<RankedHit> hits = tiny.SearchInContext(_vectors[0], 5, efSearch: 8);
        Assert.Equal(count, hits.Count);
        Assert.Equal(SnapshotSamples.ImageId(0), hits[0].ImageId);
        Assert.All(hits, hit => Assert.True(float.IsFinite(hit.RankScore!.Value)));
        Assert.Null(tiny.Closeness(0.5f));
        Assert.Null(tiny.ScoreOfCloseness(0.5));
        Assert.Null(tiny.Distinction([new SearchHit(SnapshotSamples.ImageId(0), 0.5f)]));
        Assert.Null(tiny.DistinctionCut);
    }

    [Fact]
    public void A_snapshot_without_context_answers_by_score_alone()
    {
        using var folder = new TemporaryFolder();
        SnapshotBuilder builder = SnapshotSamples.Builder(_vectors);
        builder.StoresContext = false;
        string path = Path.Combine(folder.Path, builder.Publish(folder.Path, keepPrevious: 0).Version);
        Assert.False(File.Exists(Path.Combine(path, "context")));
        using Snapshot plain = Snapshot.Open(path);
        Assert.False(plain.HasContext);
        Assert.Null(plain.Closeness(0.9f));
        Assert.Equal(_snapshot.Search(_all[Count], 10, 64), plain.Search(_all[Count], 10, 64));
        var error = Assert.Throws<InvalidOperationException>(() => plain.SearchInContext(_all[Count], 10, 64));
        Assert.Contains("no context", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Arguments_are_checked_as_for_other_searches()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => _snapshot.SearchInContext(_all[0], 0, efSearch: null));
        Assert.Throws<ArgumentOutOfRangeException>(() => _snapshot.SearchInContext(_all[0], 1, efSearch: 0));
        Assert.Throws<ArgumentException>(() => _snapshot.SearchInContext(new float[47], 1, efSearch: null));
        Assert.Throws<ArgumentException>(() => _snapshot.SearchInContext(new float[48], 1, efSearch: null));
        Assert.Throws<ArgumentOutOfRangeException>(() => _snapshot.ScoreOfCloseness(1.1));
        _snapshot.Dispose();
        Assert.Throws<ObjectDisposedException>(() => _snapshot.SearchInContext(_all[0], 1, efSearch: null));
        Assert.Throws<ObjectDisposedException>(() => _snapshot.Closeness(0));
    }

    private static TestVectors Take(TestVectors vectors, int count)
    {
        var rows = new float[count * vectors.Dimension];
        for (int i = 0; i < count; i++)
            vectors[i].CopyTo(rows.AsSpan(i * vectors.Dimension));
        return new TestVectors(rows, vectors.Dimension);
    }

    private static int Node(string imageId) => Enumerable.Range(0, Count).First(i => SnapshotSamples.ImageId(i) == imageId);
}
