namespace ImageRetrieval.VectorIndex.Tests;

public sealed class ContinuedGraphTests
{
    private const int Count = 3000;

    private static readonly TestVectors s_vectors = TestVectors.CnnLike(Count + 200, dimension: 64, seed: 31);

    public static TheoryData<VectorCodes> Codes => [VectorCodes.None, VectorCodes.EightBit];

    [Theory]
    [MemberData(nameof(Codes))]
    public void Nodes_inserted_after_freezing_are_found_as_well_as_the_others(VectorCodes codes)
    {
        var options = new HnswOptions { Codes = codes };
        HnswGraph first = s_vectors.Build(0, Count / 2, options);
        HnswGraph all = Continue(first, options, [], Count / 2, Count);
        Assert.Equal(Count, all.Count);
        Assert.Equal(Count / 2, first.Count);
        Assert.InRange(RecallMeter.Measure(all, s_vectors, Queries, k: 10, efSearch: 80), 0.99, 1);
        Assert.Equal(Count, RecallMeter.CountReachable(all.View, all.EntryPoint));
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void Adding_one_by_one_is_about_as_good_as_building_at_once(VectorCodes codes)
    {
        var options = new HnswOptions { Codes = codes };
        HnswGraph graph = s_vectors.Build(0, 300, options);
        for (int next = 300; next < 360; next += 10)
            graph = Continue(graph, options, [], next, next + 10);
        Assert.InRange(RecallMeter.Measure(graph, s_vectors, Queries, k: 10, efSearch: 80), 0.99, 1);
    }

    [Theory]
    [InlineData(VectorCodes.None, 0.1)]
    [InlineData(VectorCodes.EightBit, 0.1)]
    [InlineData(VectorCodes.None, 0.24)]
    [InlineData(VectorCodes.EightBit, 0.24)]
    [InlineData(VectorCodes.EightBit, 0.5)]
    public void Removed_nodes_are_gone_and_the_others_are_found_as_before(VectorCodes codes, double share)
    {
        var options = new HnswOptions { Codes = codes };
        HnswGraph graph = s_vectors.Build(0, Count, options);
        var random = new Random(9);
        int[] removed = [.. Enumerable.Range(0, Count).Where(_ => random.NextDouble() < share)];
        int[] kept = [.. Enumerable.Range(0, Count).Except(removed)];
        HnswGraph rest = Continue(graph, options, removed, 0, 0);
        Assert.Equal(kept.Length, rest.Count);
        for (int node = 0; node < kept.Length; node += 50)
            Assert.True(rest.View.Vectors.Vector(node).SequenceEqual(graph.View.Vectors.Vector(kept[node])));
        Assert.InRange(RecallMeter.Measure(rest, s_vectors, Queries, k: 10, efSearch: 80), 0.985, 1);
        Assert.Equal(rest.Count, RecallMeter.CountReachable(rest.View, rest.EntryPoint));
    }

    [Fact]
    public void The_entry_point_and_whole_levels_may_go()
    {
        HnswGraph graph = s_vectors.Build(0, Count);
        int[] upper = [.. Enumerable.Range(0, Count).Where(node => graph.Storage!.Levels[node] > 0)];
        HnswGraph rest = Continue(graph, new HnswOptions(), upper, 0, 0);
        Assert.Equal(0, rest.MaxLevel);
        Assert.InRange(RecallMeter.Measure(rest, s_vectors, Queries, k: 10, efSearch: 80), 0.98, 1);
    }

    [Fact]
    public void When_an_original_is_removed_its_copy_replaces_it()
    {
        var builder = new HnswBuilder(64, new HnswOptions());
        for (int i = 0; i < 500; i++)
            builder.Add(s_vectors[i]);
        builder.Add(s_vectors[7]);
        builder.Add(s_vectors[7]);
        HnswGraph graph = builder.Build();
        Assert.Equal([7, 500, 501], graph.Search(s_vectors[7], 3, 20).Select(n => n.Node));

        HnswGraph rest = Continue(graph, new HnswOptions(), [7, 500], 0, 0);
        Assert.Equal(499, rest.Search(s_vectors[7], 1, 20)[0].Node);
        Assert.Equal(0f, rest.Search(s_vectors[7], 1, 20)[0].Distance, 1e-6f);
        Assert.Equal(500, RecallMeter.CountReachable(rest.View, rest.EntryPoint));
    }

    [Fact]
    public void The_same_changes_give_the_same_graph()
    {
        HnswGraph graph = s_vectors.Build(0, 1000);
        HnswGraph one = Continue(graph, new HnswOptions(), [3, 4, 5], 1000, 1200);
        HnswGraph two = Continue(graph, new HnswOptions(), [3, 4, 5], 1000, 1200);
        for (int node = 0; node < one.Count; node++)
            Assert.True(one.View.Links(node, 0).SequenceEqual(two.View.Links(node, 0)));
    }

    [Fact]
    public void A_different_M_or_no_node_left_causes_a_rebuild()
    {
        HnswGraph graph = s_vectors.Build(0, 400);
        Assert.Equal(8, Continue(graph, new HnswOptions { M = 8 }, [0], 400, 410).M);
        HnswGraph renewed = Continue(graph, new HnswOptions(), [.. Enumerable.Range(0, 400)], 400, 410);
        Assert.Equal(10, renewed.Count);
        Assert.Equal(0, renewed.Search(s_vectors[400], 1, 10)[0].Node);
    }

    [Fact]
    public void Removing_what_is_not_there_is_refused()
    {
        HnswBuilder builder = HnswBuilder.Continue(s_vectors.Build(0, 10), new HnswOptions());
        Assert.True(builder.Remove(4));
        Assert.False(builder.Remove(4));
        Assert.Throws<ArgumentOutOfRangeException>(() => builder.Remove(10));
        Assert.Throws<ArgumentOutOfRangeException>(() => new HnswBuilder(4, new HnswOptions()).Remove(0));
        Assert.Equal(9, builder.Count);
        builder.Build();
        Assert.Throws<InvalidOperationException>(() => builder.Remove(5));
    }

    private static IEnumerable<int> Queries => Enumerable.Range(Count, 200);

    private static HnswGraph Continue(HnswGraph graph, HnswOptions options, int[] removed, int from, int to)
    {
        HnswBuilder builder = HnswBuilder.Continue(graph, options);
        foreach (int node in removed)
            builder.Remove(node);
        for (int i = from; i < to; i++)
            builder.Add(s_vectors[i]);
        return builder.Build();
    }
}
