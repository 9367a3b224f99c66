namespace ImageRetrieval.VectorIndex.Tests;

public sealed class ProjectedGraphTests
{
    private const int Count = 5000;
    private const int Dimension = 320;

    private static readonly TestVectors s_vectors = TestVectors.OfFewDirections(Count + 100, Dimension, directions: 30, seed: 11);
    private static readonly HnswOptions s_options = new() { Projection = VectorProjection.Automatic, ProjectionGain = 0 };
    private static readonly Lazy<HnswGraph> s_graph = new(() => s_vectors.Build(0, Count, s_options));

    private static IEnumerable<int> Queries => Enumerable.Range(Count, 100);

    [Fact]
    public void The_graph_is_walked_by_fewer_components_unless_that_is_switched_off()
    {
        Assert.Equal(60, s_graph.Value.WalkedDimension);
        Assert.Equal(Dimension, s_vectors.Build(0, Count, new HnswOptions { ProjectionGain = 0 }).WalkedDimension);
        Assert.Equal(Dimension, s_vectors.Build(0, Count, s_options with { Codes = VectorCodes.None }).WalkedDimension);
    }

    [Fact]
    public void The_nearest_are_found()
    {
        Assert.InRange(RecallMeter.Measure(s_graph.Value, s_vectors, Queries, k: 10, efSearch: 80), 0.97, 1);
        Assert.InRange(RecallMeter.Measure(s_graph.Value, s_vectors, Queries, k: 1, efSearch: 40), 0.97, 1);
    }

    [Fact]
    public void Vectors_that_project_badly_are_found_as_well()
    {
        TestVectors flat = TestVectors.Random(Count + 50, 256, seed: 12);
        HnswGraph graph = flat.Build(0, Count, s_options);
        Assert.Equal(256, graph.WalkedDimension);
        Assert.InRange(RecallMeter.Measure(graph, flat, Enumerable.Range(Count, 50), k: 10, efSearch: 1500), 0.9, 1);

        // Even with a floor of nothing, which projects them to a quarter, scores are exact and a wide search finds most.
        HnswGraph forced = flat.Build(0, Count, s_options with { ProjectionRecall = 0 });
        Assert.InRange(forced.WalkedDimension, 60, 124);
        Assert.InRange(RecallMeter.Measure(forced, flat, Enumerable.Range(Count, 50), k: 10, efSearch: 4500), 0.9, 1);
    }

    [Fact]
    public void Distances_are_exact_and_ascend()
    {
        foreach (int query in Queries)
        {
            Neighbor[] found = s_graph.Value.Search(s_vectors[query], 10, 60);
            Dictionary<int, float> exact = ExactSearch.Search(s_graph.Value, s_vectors[query], Count).ToDictionary(n => n.Node, n => n.Distance);
            Assert.All(found, neighbor => Assert.Equal(exact[neighbor.Node], neighbor.Distance));
            Assert.Equal(found.OrderBy(n => n.Distance).ThenBy(n => n.Node), found);
        }
    }

    [Theory]
    [InlineData(20)]
    [InlineData(3)]
    public void Filters_hold(int oneIn)
    {
        var filter = new NodeSet(Count);
        for (int node = 0; node < Count; node += oneIn)
            filter.Add(node);
        double recall = 0;
        foreach (int query in Queries)
        {
            Neighbor[] found = s_graph.Value.Search(s_vectors[query], 10, 100, filter);
            Assert.Equal(10, found.Length);
            Assert.All(found, neighbor => Assert.True(filter.Contains(neighbor.Node)));
            recall += Recall.At(10, ExactSearch.Search(s_graph.Value, s_vectors[query], 10, filter), found);
        }

        Assert.InRange(recall / 100, 0.95, 1);
    }

    [Fact]
    public void Everything_is_found_within_a_distance()
    {
        foreach (int query in Queries.Take(20))
        {
            Neighbor[] nearest = ExactSearch.Search(s_graph.Value, s_vectors[query], 15);
            Neighbor[] found = s_graph.Value.SearchWithin(s_vectors[query], nearest[^1].Distance, efSearch: 200);
            Assert.InRange(found.Length, 14, 15);
        }
    }

    [Fact]
    public void Equal_vectors_are_all_found()
    {
        TestVectors copies = TestVectors.OfFewDirections(Count, Dimension, directions: 30, seed: 13);
        for (int i = 1; i < 6; i++)
            copies[0].CopyTo(copies.Writable(i * 700));
        Neighbor[] found = copies.Build(s_options).Search(copies[0], 6, 50);
        Assert.Equal([0, 700, 1400, 2100, 2800, 3500], found.Select(n => n.Node));
        Assert.All(found, neighbor => Assert.InRange(neighbor.Distance, 0, 1e-6f));
    }

    [Fact]
    public void A_continued_graph_keeps_its_projection_while_that_is_good()
    {
        HnswGraph continued = s_vectors.Continue(s_graph.Value, s_options, added: Queries, removed: Enumerable.Range(0, 300).Select(i => 2 * i));
        Assert.Same(s_graph.Value.View.Projection, continued.View.Projection);
        Assert.InRange(RecallMeter.Measure(continued, s_vectors, Queries, k: 10, efSearch: 80), 0.96, 1);
    }

    [Fact]
    public void A_continued_graph_learns_anew_when_its_vectors_have_changed()
    {
        TestVectors others = TestVectors.OfFewDirections(3 * Count, Dimension, directions: 30, seed: 14, directionSeed: 99);
        HnswBuilder builder = HnswBuilder.Continue(s_graph.Value, s_options);
        for (int i = 0; i < others.Count; i++)
            builder.Add(others[i]);
        HnswGraph continued = builder.Build();
        Assert.NotSame(s_graph.Value.View.Projection, continued.View.Projection);
        Assert.InRange(RecallMeter.Measure(continued, others, Enumerable.Range(0, 50), k: 10, efSearch: 100), 0.95, 1);
    }

    [Fact]
    public void With_one_thread_the_same_vectors_give_the_same_graph()
    {
        HnswGraph again = s_vectors.Build(0, Count, s_options);
        foreach (int query in Queries.Take(20))
            Assert.Equal(s_graph.Value.Search(s_vectors[query], 10, 30), again.Search(s_vectors[query], 10, 30));
    }
}
