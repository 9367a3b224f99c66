namespace ImageRetrieval.VectorIndex.Tests;

/// <summary>Images of equal vectors share a node, and nothing that a caller sees shows it but the size.</summary>
public sealed class SharedNodeTests : IDisposable
{
    private const int Vectors = 1300;
    private const int Images = 4 * Vectors;

    private static readonly TestVectors s_vectors = TestVectors.CnnLike(Vectors + 10, 16, seed: 95);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_vector_of_many_images_is_stored_and_linked_once()
    {
        using Snapshot snapshot = Publish();
        Assert.Equal((Images, Vectors), (snapshot.Count, snapshot.Manifest.Vectors));
        Assert.Equal(Vectors, snapshot.Graph.Count);
        Assert.Equal(1, snapshot.MeasureRecall(100, 10, 128), 0.02);
    }

    [Fact]
    public void Searches_give_k_images_by_score_and_those_of_a_vector_in_the_order_of_their_arrival()
    {
        using Snapshot snapshot = Publish();
        for (int v = 0; v < Vectors; v += 130)
        {
            string[] own = [$"image {v}", $"image {v + Vectors}", $"image {v + 2 * Vectors}", $"image {v + 3 * Vectors}"];
            Assert.Equal(own, Ids(snapshot.Search(s_vectors[v], 4, 64)));
            Assert.Equal(own[..3], Ids(snapshot.SearchExact(s_vectors[v], 3)));
            IReadOnlyList<SearchHit> ten = snapshot.Search(s_vectors[v], 10, 128);
            Assert.Equal(snapshot.SearchExact(s_vectors[v], 10), ten);
            Assert.Equal(10, ten.DistinctBy(hit => hit.ImageId).Count());
        }

        Assert.Equal(Images, snapshot.Search(s_vectors[0], Images + 5, 10).Count);
        Assert.Equal(6, snapshot.SearchWithin(s_vectors[0], -1, efSearch: 10, limit: 6).Count);
    }

    [Fact]
    public void Positions_of_vectors_come_once_each_by_the_first_image_and_down_to_a_score()
    {
        using Snapshot snapshot = Publish();
        float[] vector = new float[snapshot.Dimension];
        for (int v = 0; v < Vectors; v += 130)
        {
            Assert.True(snapshot.TryGetItem($"image {v + Vectors}", out SnapshotItem? _));
            PositionHit[] hits = snapshot.FindWithin(s_vectors[v], 0.5f, efSearch: 128, limit: 5);
            Assert.Equal($"image {v}", snapshot.GetItem(hits[0].Position).ImageId);
            snapshot.GetEmbedding(hits[0].Position, vector);
            Assert.Equal(snapshot.SearchExact(s_vectors[v], 17)[0].Score, hits[0].Score, 5);
            Assert.Equal(snapshot.SearchExact(s_vectors[v], 20).Select(hit => hit.Score).Distinct().Where(score => score >= 0.5f).Take(5), hits.Select(hit => hit.Score));
            Assert.Equal(1, vector.Sum(component => component * component), 4);
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => snapshot.GetEmbedding(Images, vector));
        Assert.Throws<ArgumentException>(() => snapshot.GetEmbedding(0, new float[3]));
        Assert.Throws<ArgumentOutOfRangeException>(() => snapshot.FindWithin(s_vectors[0], 0, 10, limit: 0));
    }

    [Fact]
    public void A_filter_is_of_images_not_of_vectors()
    {
        using Snapshot snapshot = Publish();
        // One of four images of every second vector; one alone; none.
        SnapshotFilter some = snapshot.Filter(item => Number(item) is >= 2 * Vectors and < 3 * Vectors && Number(item) % 2 == 0);
        Assert.Equal(Vectors / 2, some.Count);
        for (int v = 0; v < 20; v++)
        {
            IReadOnlyList<SearchHit> hits = snapshot.Search(s_vectors[v], 5, 128, some);
            Assert.Equal(snapshot.SearchExact(s_vectors[v], 5, some), hits);
            Assert.Equal(5, hits.Count);
            Assert.All(hits, hit => Assert.InRange(int.Parse(hit.ImageId[6..], System.Globalization.CultureInfo.InvariantCulture), 2 * Vectors, 3 * Vectors - 1));
        }

        SnapshotFilter one = snapshot.Filter(item => Number(item) == 3 * Vectors + 7);
        Assert.Equal([$"image {3 * Vectors + 7}"], Ids(snapshot.Search(s_vectors[0], 9, 128, one)));
        Assert.Empty(snapshot.Search(s_vectors[0], 9, 128, snapshot.Filter(_ => false)));
    }

    [Fact]
    public void Every_image_is_found_by_its_id_and_on_its_page_with_its_own_fields_and_vector()
    {
        using Snapshot snapshot = Publish();
        var embedding = new float[16];
        for (int i = 0; i < Images; i += 13)
        {
            Assert.True(snapshot.TryGetItem($"image {i}", out SnapshotItem? item));
            Assert.Equal(i, Number(item));
            Assert.True(snapshot.TryGetEmbedding($"image {i}", embedding));
            for (int d = 0; d < embedding.Length; d++)
                Assert.Equal(s_vectors[i % Vectors][d], embedding[d], 1e-6f);
        }

        string[] paged = [.. Enumerable.Range(0, Images / 100).SelectMany(page => snapshot.GetItems(page * 100, 100)).Select(item => item.ImageId)];
        Assert.Equal(Images, paged.Distinct().Count());
        Assert.Equal(["image 0", $"image {Vectors}"], paged[..2]);
    }

    [Fact]
    public void A_vector_stays_while_one_of_its_images_stays_and_goes_with_the_last()
    {
        Publish().Dispose();
        using Snapshot first = Latest();
        using var builder = SnapshotBuilder.Continue(first, new HnswOptions());
        for (int copy = 0; copy < 3; copy++)
            Assert.True(builder.Remove($"image {5 + copy * Vectors}"));
        for (int copy = 0; copy < 4; copy++)
            Assert.True(builder.Remove($"image {6 + copy * Vectors}"));
        builder.Add(Item(Images), s_vectors[7]);
        builder.Add(Item(Images + 1), s_vectors[Vectors]);
        builder.Add(Item(Images + 2), s_vectors[Vectors]);
        using Snapshot second = Publish(builder);

        Assert.Equal((Images - 4, Vectors), (second.Count, second.Manifest.Vectors));
        Assert.Equal(1, second.Search(s_vectors[5], 1, 64)[0].Score, 1e-5f);
        Assert.Equal($"image {5 + 3 * Vectors}", second.Search(s_vectors[5], 1, 64)[0].ImageId);
        Assert.NotEqual(1f, second.Search(s_vectors[6], 1, 64)[0].Score, 1e-5f);
        Assert.Equal($"image {Images}", second.Search(s_vectors[7], 5, 64)[4].ImageId);
        Assert.Equal([$"image {Images + 1}", $"image {Images + 2}"], Ids(second.Search(s_vectors[Vectors], 2, 64)));
    }

    [Fact]
    public void Other_fields_for_all_images_of_a_vector_cost_the_graph_nothing()
    {
        Publish().Dispose();
        using Snapshot first = Latest();
        using var builder = SnapshotBuilder.Continue(first, new HnswOptions());
        for (int i = 0; i < Images; i++)
        {
            builder.Remove($"image {i}");
            builder.Add(new SnapshotItem($"image {i}", new Dictionary<string, string> { ["number"] = "0" }), s_vectors[i % Vectors]);
        }

        using Snapshot second = Publish(builder);
        string[] graphs = [.. SnapshotFolder.Versions(_folder.Path).Select(version => Path.Combine(_folder.Path, version, "graph"))];
        Assert.Equal(File.ReadAllBytes(graphs[^2]), File.ReadAllBytes(graphs[^1]));
    }

    [Fact]
    public void Kept_items_stay_others_are_removed_and_changed_ones_are_not_kept()
    {
        Publish().Dispose();
        using Snapshot first = Latest();
        using var builder = SnapshotBuilder.Continue(first, new HnswOptions());
        for (int i = 0; i < Images - 10; i++)
            Assert.True(builder.Keep(Item(i)));
        Assert.False(builder.Keep(Item(Images)));
        Assert.False(builder.Keep(new SnapshotItem("image 3", new Dictionary<string, string> { ["number"] = "4" })));
        Assert.Equal(10, builder.RemoveOthers());
        Assert.Equal(0, builder.RemoveOthers());
        Assert.Equal(Images - 10, builder.Count);
        Assert.False(builder.Contains($"image {Images - 1}"));
        Assert.False(builder.Keep(Item(Images - 1)));
    }

    [Fact]
    public void Zero_has_one_sign()
    {
        using var builder = new SnapshotBuilder("space", 2, new HnswOptions());
        builder.Add(Item(0), [1, 0f]);
        builder.Add(Item(1), [1, -0f]);
        using Snapshot snapshot = Publish(builder);
        Assert.Equal((2, 1), (snapshot.Count, snapshot.Manifest.Vectors));
    }

    [Fact]
    public void Records_of_any_length_and_number_are_kept()
    {
        var records = new PackedRecords();
        string[] expected = [.. Enumerable.Range(0, 300).Select(i => new string((char)('a' + i % 26), i % 7 == 0 ? 70_000 + i : i))];
        foreach (string record in expected.Append(new string('x', 9_000_000)))
            records.Add(System.Text.Encoding.ASCII.GetBytes(record));
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], System.Text.Encoding.ASCII.GetString(records[i]));
        Assert.Equal(9_000_000, records[expected.Length].Length);
        records.Free();
        Assert.Equal(0, records.Count);
    }

    private static SnapshotItem Item(int i) => new($"image {i}", new Dictionary<string, string> { ["number"] = $"{i}" });

    private static int Number(SnapshotItem item) => int.Parse(item.Fields["number"], System.Globalization.CultureInfo.InvariantCulture);

    private static string[] Ids(IEnumerable<SearchHit> hits) => [.. hits.Select(hit => hit.ImageId)];

    private Snapshot Publish()
    {
        using var builder = new SnapshotBuilder("space", 16, new HnswOptions());
        for (int i = 0; i < Images; i++)
            builder.Add(Item(i), s_vectors[i % Vectors]);
        return Publish(builder);
    }

    private Snapshot Publish(SnapshotBuilder builder)
    {
        builder.Publish(_folder.Path, keepPrevious: 2);
        return Latest();
    }

    private Snapshot Latest()
    {
        Assert.True(SnapshotFolder.TryFindLatest(_folder.Path, out string? path));
        return Snapshot.Open(path);
    }
}
