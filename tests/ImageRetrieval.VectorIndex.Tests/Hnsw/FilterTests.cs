namespace ImageRetrieval.VectorIndex.Tests;

public sealed class FilterTests
{
    private const int Count = 20_000;

    private static readonly TestVectors s_vectors = TestVectors.CnnLike(Count + 100, dimension: 32, seed: 51);
    private static readonly HnswGraph s_graph = s_vectors.Build(0, Count);
    private static readonly HnswGraph s_floats = s_vectors.Build(0, Count, new HnswOptions { Codes = VectorCodes.None });

    [Theory]
    [InlineData(0.001)]
    [InlineData(0.01)]
    [InlineData(0.1)]
    [InlineData(0.3)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public void A_random_filter_of_any_selectivity_keeps_the_recall(double share)
    {
        NodeSet filter = RandomFilter(share);
        Assert.InRange(Recall(s_graph, filter, efSearch: 80), 0.98, 1);
        Assert.InRange(Recall(s_floats, filter, efSearch: 80), 0.98, 1);
    }

    [Fact]
    public void A_filter_that_is_a_region_far_from_the_query_is_searched_as_well()
    {
        // Half of all nodes, and of them those that are farthest from node 0: no way leads there past allowed nodes.
        Neighbor[] all = ExactSearch.Search(s_graph, s_vectors[0], Count);
        var filter = new NodeSet(Count);
        foreach (Neighbor neighbor in all[(Count / 2)..])
            filter.Add(neighbor.Node);
        Neighbor[] truth = ExactSearch.Search(s_graph, s_vectors[0], 10, filter);
        Neighbor[] found = s_graph.Search(s_vectors[0], 10, 80, filter);
        Assert.Equal(10, found.Length);
        Assert.All(found, n => Assert.True(filter.Contains(n.Node)));
        Assert.InRange(VectorIndex.Recall.At(10, truth, found), 0.8, 1);
    }

    [Fact]
    public void Nothing_outside_the_filter_is_ever_an_answer()
    {
        NodeSet filter = RandomFilter(0.4);
        for (int q = Count; q < Count + 100; q++)
            Assert.All(s_graph.Search(s_vectors[q], 50, 60, filter), n => Assert.True(filter.Contains(n.Node)));
    }

    [Fact]
    public void Fewer_nodes_than_k_are_all_given_and_none_gives_none()
    {
        var few = new NodeSet(Count);
        few.Add(5);
        few.Add(19_999);
        Assert.Equal([5, 19_999], s_graph.Search(s_vectors[5], 10, 50, few).Select(n => n.Node));
        Assert.Empty(s_graph.Search(s_vectors[5], 10, 50, new NodeSet(Count)));
        Assert.Empty(ExactSearch.Search(s_graph, s_vectors[5], 10, new NodeSet(Count)));
    }

    [Fact]
    public void A_copy_is_found_though_its_original_is_not_allowed()
    {
        var builder = new HnswBuilder(32, new HnswOptions());
        for (int i = 0; i < Count; i++)
            builder.Add(s_vectors[i]);
        builder.Add(s_vectors[123]);
        HnswGraph graph = builder.Build();
        var filter = new NodeSet(Count + 1);
        for (int i = 0; i <= Count; i++)
        {
            if (i != 123)
                filter.Add(i);
        }

        Assert.Equal(Count, graph.Search(s_vectors[123], 1, 50, filter)[0].Node);
    }

    [Fact]
    public void Excluding_three_tenths_by_a_filter_does_not_affect_the_rest()
    {
        NodeSet tombstones = RandomFilter(0.3);
        NodeSet rest = tombstones.Complement();
        Assert.Equal(Count, tombstones.Count + rest.Count);
        Assert.InRange(Recall(s_graph, rest, efSearch: 80), 0.98, 1);
    }

    [Fact]
    public void A_filter_of_another_graph_is_refused()
    {
        var e = Assert.Throws<ArgumentException>(() => s_graph.Search(s_vectors[0], 1, 1, new NodeSet(7)));
        Assert.Contains("a graph of 7 nodes; this one has 20000", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_set_counts_what_is_in_it_and_names_nodes_out_of_range()
    {
        var set = new NodeSet(130);
        Assert.True(set.Add(129));
        Assert.False(set.Add(129));
        Assert.True(set.Add(0));
        Assert.True(set.Remove(0));
        Assert.False(set.Remove(0));
        Assert.Equal(1, set.Count);
        Assert.Throws<ArgumentOutOfRangeException>(() => set.Add(130));
        Assert.Throws<ArgumentOutOfRangeException>(() => set.Contains(-1));
    }

    private static double Recall(HnswGraph graph, NodeSet filter, int efSearch) =>
        Enumerable.Range(Count, 100).Average(q => VectorIndex.Recall.At(
            10, ExactSearch.Search(graph, s_vectors[q], 10, filter), graph.Search(s_vectors[q], 10, efSearch, filter)));

    private static NodeSet RandomFilter(double share)
    {
        var random = new Random(52);
        var filter = new NodeSet(Count);
        for (int node = 0; node < Count; node++)
        {
            if (random.NextDouble() < share)
                filter.Add(node);
        }

        return filter;
    }
}
