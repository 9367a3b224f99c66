namespace ImageRetrieval.VectorIndex.Tests;

public sealed class SnapshotRoundTripTests : IDisposable
{
    private const int Count = 2500;

    private readonly TemporaryFolder _folder = new();
    private readonly TestVectors _vectors = TestVectors.CnnLike(Count + 50, dimension: 24, seed: 51);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_published_is_found_again()
    {
        using Snapshot snapshot = Open(out SnapshotBuilder builder);
        Manifest manifest = snapshot.Manifest;
        Assert.Equal((Count, 24, SnapshotSamples.Space), (snapshot.Count, snapshot.Dimension, manifest.EmbeddingSpace));
        Assert.Equal((3, "00000001", 16, 200, 42UL), (manifest.FormatVersion, manifest.Version, manifest.M, manifest.EfConstruction, manifest.Seed));
        Assert.Equal(builder.ComputeContentHash(), manifest.ContentHash);
        Assert.Equal(["items", "vectors", "codes", "graph", "context"], manifest.Sections.Select(s => s.Name));
        Assert.InRange(DateTimeOffset.UtcNow - manifest.Created, TimeSpan.Zero, TimeSpan.FromMinutes(10));

        var embedding = new float[24];
        for (int i = 0; i < Count; i++)
        {
            AssertSame(SnapshotSamples.Item(i), snapshot.GetItem(i));
            Assert.True(snapshot.TryGetItem(SnapshotSamples.ImageId(i), out SnapshotItem? item));
            AssertSame(SnapshotSamples.Item(i), item);
            Assert.True(snapshot.TryGetEmbedding(SnapshotSamples.ImageId(i), embedding));
            for (int d = 0; d < 24; d++)
                Assert.Equal(_vectors[i][d], embedding[d], 1e-6f);
        }
    }

    [Fact]
    public void Missing_items_are_not_found()
    {
        using Snapshot snapshot = Open(out _);
        foreach (string id in new[] { "", "img-", "img-00", "IMG-0", "zzz", "\U0010FFFF", "\uD83E" })
        {
            Assert.False(snapshot.TryGetItem(id, out SnapshotItem? item));
            Assert.Null(item);
            Assert.False(snapshot.TryGetEmbedding(id, new float[24]));
        }
    }

    [Fact]
    public void Search_through_the_graph_agrees_with_the_exact_search()
    {
        using Snapshot snapshot = Open(out _);
        double found = 0;
        for (int q = Count; q < Count + 50; q++)
        {
            IReadOnlyList<SearchHit> exact = snapshot.SearchExact(_vectors[q], 10);
            IReadOnlyList<SearchHit> hits = snapshot.Search(_vectors[q], 10, 100);
            Assert.Equal(hits, hits.OrderByDescending(h => h.Score));
            found += hits.Intersect(exact).Count();
        }

        Assert.InRange(found / 500, 0.99, 1);
    }

    [Fact]
    public void An_image_is_its_own_best_hit_with_score_one_at_any_length_of_the_query()
    {
        using Snapshot snapshot = Open(out _);
        float[] query = [.. _vectors[17].ToArray().Select(x => 37 * x)];
        SearchHit best = snapshot.Search(query, 1, 50)[0];
        Assert.Equal(SnapshotSamples.ImageId(17), best.ImageId);
        Assert.Equal(1, best.Score, 1e-6f);
    }

    [Fact]
    public void A_search_may_want_everything()
    {
        using Snapshot snapshot = Open(out _);
        IReadOnlyList<SearchHit> all = snapshot.Search(_vectors[0], int.MaxValue, 1);
        Assert.Equal(Count, all.Select(h => h.ImageId).Distinct().Count());
        Assert.Equal(snapshot.SearchExact(_vectors[0], Count), all);
        Assert.All(all, h => Assert.InRange(h.Score, -1f, 1f));
    }

    [Fact]
    public void A_small_collection_is_searched_exactly()
    {
        TestVectors vectors = TestVectors.Random(Snapshot.ExactSearchCount, 8, seed: 5);
        using Snapshot snapshot = Snapshot.Open(SnapshotSamples.Publish(_folder.Path, vectors));
        for (int q = 0; q < 100; q++)
            Assert.Equal(snapshot.SearchExact(vectors[q], 5), snapshot.Search(vectors[q], 5, efSearch: 5));
    }

    [Fact]
    public void Items_come_in_pages()
    {
        using Snapshot snapshot = Open(out _);
        Assert.Equal(["img-10", SnapshotSamples.ImageId(11)], snapshot.GetItems(10, 2).Select(i => i.ImageId));
        Assert.Equal(3, snapshot.GetItems(Count - 3, 100).Count);
        Assert.Empty(snapshot.GetItems(Count, 10));
        Assert.Empty(snapshot.GetItems(0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => snapshot.GetItems(-1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => snapshot.GetItem(Count));
    }

    [Fact]
    public void Invalid_arguments_are_refused()
    {
        using Snapshot snapshot = Open(out _);
        Assert.Contains("3 components; this index has 24", Assert.Throws<ArgumentException>(() => snapshot.Search([1, 2, 3], 1, 1)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => snapshot.Search(new float[24], 1, 1));
        Assert.Throws<ArgumentException>(() => snapshot.SearchExact([.. Enumerable.Repeat(float.NaN, 24)], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => snapshot.Search(_vectors[0], 0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => snapshot.Search(_vectors[0], 1, 0));
        Assert.Throws<ArgumentException>(() => snapshot.TryGetEmbedding("img-0", new float[23]));
    }

    [Fact]
    public void Building_twice_gives_the_same_bytes()
    {
        string first = Path.Combine(_folder.Path, "first"), second = Path.Combine(_folder.Path, "second");
        first = SnapshotSamples.Publish(first, _vectors);
        second = SnapshotSamples.Publish(second, _vectors);
        foreach (string name in new[] { "items", "vectors", "graph" })
            Assert.Equal(File.ReadAllBytes(Path.Combine(first, name)), File.ReadAllBytes(Path.Combine(second, name)));
    }

    private Snapshot Open(out SnapshotBuilder builder)
    {
        builder = new SnapshotBuilder(SnapshotSamples.Space, 24, new HnswOptions());
        for (int i = 0; i < Count; i++)
            builder.Add(SnapshotSamples.Item(i), _vectors[i]);
        builder.Publish(_folder.Path, keepPrevious: 0);
        Assert.True(SnapshotFolder.TryFindLatest(_folder.Path, out string path));
        return Snapshot.Open(path);
    }

    private static void AssertSame(SnapshotItem expected, SnapshotItem actual)
    {
        Assert.Equal(expected.ImageId, actual.ImageId);
        Assert.Equal(expected.Fields.OrderBy(f => f.Key), actual.Fields.OrderBy(f => f.Key));
    }
}
