namespace ImageRetrieval.VectorIndex.Tests;

public sealed unsafe class ReachabilityTests
{
    private const int HalfCount = 300;

    [Fact]
    public void A_graph_cut_in_two_is_joined_again()
    {
        GraphStorage storage = BuiltStorage(TestVectors.Random(2 * HalfCount, dimension: 24, seed: 31), new HnswOptions());
        CutInTwo(storage);
        Assert.InRange(RecallMeter.CountReachable(storage.View, storage.EntryPoint), 1, HalfCount);

        Assert.InRange(Reachability.Repair(storage, ef: 50), 1, HalfCount);

        Assert.Equal(2 * HalfCount, RecallMeter.CountReachable(storage.View, storage.EntryPoint));
        Assert.Equal(0, Reachability.Repair(storage, ef: 50));
    }

    // No row has a free place: a link must give way, and what it led to must stay reachable.
    [Fact]
    public void Cliques_with_full_rows_are_joined_again()
    {
        var options = new HnswOptions { M = 2, EfConstruction = 10 };
        int clique = options.M0 + 1;
        GraphStorage storage = BuiltStorage(TestVectors.Random(20 * clique, dimension: 8, seed: 32), options);
        for (int node = 0; node < 20 * clique; node++)
        {
            int first = node / clique * clique;
            SetLinks(storage, node, [.. Enumerable.Range(first, clique).Where(other => other != node)]);
        }

        Assert.Equal(clique, RecallMeter.CountReachable(storage.View, storage.EntryPoint));
        Assert.Equal(19, Reachability.Repair(storage, ef: 10));
        Assert.Equal(20 * clique, RecallMeter.CountReachable(storage.View, storage.EntryPoint));
    }

    [Fact]
    public void Nodes_without_any_link_are_connected()
    {
        GraphStorage storage = BuiltStorage(TestVectors.Random(100, dimension: 8, seed: 33), new HnswOptions { M = 2, EfConstruction = 4 });
        for (int node = 0; node < 100; node++)
            SetLinks(storage, node, []);
        Assert.Equal(99, Reachability.Repair(storage, ef: 4));
        Assert.Equal(100, RecallMeter.CountReachable(storage.View, storage.EntryPoint));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Tiny_M_over_tight_clusters_still_reaches_all(int m)
    {
        var vectors = TestVectors.Random(800, dimension: 16, seed: 34);
        for (int i = 0; i < 800; i++)
        {
            Span<float> row = vectors.Writable(i);
            for (int d = 0; d < 16; d++)
                row[d] = 0.01f * row[d] + (d == i % 16 ? 1 : 0);
            UnitVector.TryNormalize(row, row);
        }

        HnswGraph graph = vectors.Build(new HnswOptions { M = m, EfConstruction = 5 });
        Assert.Equal(800, RecallMeter.CountReachable(graph.View, graph.EntryPoint));
        Assert.Equal(800, graph.Search(vectors[0], 800, 800).Length);
    }

    private static GraphStorage BuiltStorage(TestVectors vectors, HnswOptions options) => vectors.Build(options).Storage!;

    private static void CutInTwo(GraphStorage storage)
    {
        for (int node = 0; node < storage.View.Count; node++)
        {
            bool low = node < HalfCount;
            SetLinks(storage, node, [.. storage.View.Links(node, 0).ToArray().Where(link => link < HalfCount == low)]);
        }
    }

    private static void SetLinks(GraphStorage storage, int node, int[] links)
    {
        int* row = storage.View.Ground.Row(node);
        new Span<int>(row, storage.View.Ground.Capacity).Fill(LinkRows.End);
        links.CopyTo(new Span<int>(row, links.Length));
    }
}
