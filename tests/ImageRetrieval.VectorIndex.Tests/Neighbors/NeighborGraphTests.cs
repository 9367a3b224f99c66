namespace ImageRetrieval.VectorIndex.Tests;

public sealed class NeighborGraphTests
{
    private const int Count = 5000;
    private const int Dimension = 256;

    private static readonly TestVectors s_vectors = TestVectors.CnnLike(Count + 100, Dimension, seed: 31);
    private static readonly HnswOptions s_options = new() { NeighborCodes = true };
    private static readonly Lazy<HnswGraph> s_graph = new(() => s_vectors.Build(0, Count, s_options));
    private static readonly Lazy<HnswGraph> s_plain = new(() => s_vectors.Build(0, Count));

    private static IEnumerable<int> Queries => Enumerable.Range(Count, 100);

    [Fact]
    public void A_graph_has_them_when_asked_for_and_when_it_is_large_enough()
    {
        Assert.True(s_graph.Value.HasNeighborCodes);
        Assert.InRange(s_graph.Value.NeighborCodeBytes, 1792L * Count, 2000L * Count);
        Assert.False(s_plain.Value.HasNeighborCodes);
        Assert.Equal(0, s_plain.Value.NeighborCodeBytes);
        Assert.False(s_vectors.Build(0, NeighborCodes.LeastCount - 1, s_options).HasNeighborCodes);
        Assert.False(s_vectors.Build(0, Count, s_options with { Codes = VectorCodes.None }).HasNeighborCodes);
        Assert.False(TestVectors.CnnLike(Count, 31, seed: 32).Build(s_options).HasNeighborCodes);
    }

    [Theory]
    [InlineData(20, 0.93)]
    [InlineData(80, 0.985)]
    [InlineData(300, 0.995)]
    public void The_nearest_are_found(int efSearch, double least)
    {
        double recall = RecallMeter.Measure(s_graph.Value, s_vectors, Queries, k: 10, efSearch);
        Assert.InRange(recall, least, 1);
        Assert.InRange(recall, RecallMeter.Measure(s_plain.Value, s_vectors, Queries, k: 10, efSearch) - 0.03, 1);
    }

    [Fact]
    public void A_single_nearest_is_found_and_many_are() => Assert.Multiple(
        () => Assert.InRange(RecallMeter.Measure(s_graph.Value, s_vectors, Queries, k: 1, efSearch: 30), 0.96, 1),
        () => Assert.InRange(RecallMeter.Measure(s_graph.Value, s_vectors, Queries, k: 200, efSearch: 250), 0.95, 1));

    [Fact]
    public void Distances_are_exact_and_ascend()
    {
        foreach (int query in Queries)
        {
            Neighbor[] found = s_graph.Value.Search(s_vectors[query], 10, 60);
            Dictionary<int, float> exact = ExactSearch.Search(s_graph.Value, s_vectors[query], Count).ToDictionary(n => n.Node, n => n.Distance);
            Assert.Equal(10, found.Length);
            Assert.All(found, neighbor => Assert.Equal(exact[neighbor.Node], neighbor.Distance));
            Assert.Equal(found.OrderBy(n => n.Distance).ThenBy(n => n.Node), found);
        }
    }

    [Fact]
    public void Searches_with_a_filter_and_very_wide_ones_are_those_without_the_codes()
    {
        var filter = new NodeSet(Count);
        for (int node = 0; node < Count; node += 2)
            filter.Add(node);
        foreach (int query in Queries.Take(20))
        {
            Assert.Equal(s_plain.Value.Search(s_vectors[query], 10, 50, filter), s_graph.Value.Search(s_vectors[query], 10, 50, filter));
            Assert.Equal(s_plain.Value.Search(s_vectors[query], 10, 600), s_graph.Value.Search(s_vectors[query], 10, 600));
            Assert.Equal(Count, s_graph.Value.Search(s_vectors[query], Count, 1).Length);
        }
    }

    [Fact]
    public void Equal_vectors_are_all_found()
    {
        TestVectors copies = TestVectors.CnnLike(Count, Dimension, seed: 33);
        for (int i = 1; i < 6; i++)
            copies[0].CopyTo(copies.Writable(i * 700));
        HnswGraph graph = copies.Build(s_options);
        Assert.True(graph.HasNeighborCodes);
        Neighbor[] found = graph.Search(copies[0], 6, 50);
        Assert.Equal([0, 700, 1400, 2100, 2800, 3500], found.Select(n => n.Node));
        Assert.All(found, neighbor => Assert.InRange(neighbor.Distance, 0, 1e-6f));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(24)]
    public void Rows_of_any_number_of_links_are_read(int m)
    {
        HnswOptions options = new() { M = m };
        HnswGraph graph = s_vectors.Build(0, Count, options).WithNeighborCodes(threads: 1);
        if (m > 2)
            Assert.True(graph.HasNeighborCodes);
        double plain = RecallMeter.Measure(s_vectors.Build(0, Count, options), s_vectors, Queries, k: 10, efSearch: 60);
        Assert.InRange(RecallMeter.Measure(graph, s_vectors, Queries, k: 10, efSearch: 60), plain - 0.04, 1);
    }

    [Fact]
    public void The_codes_do_not_depend_on_the_number_of_threads()
    {
        HnswGraph again = s_plain.Value.WithNeighborCodes(threads: 3);
        foreach (int query in Queries)
            Assert.Equal(s_graph.Value.Search(s_vectors[query], 10, 30), again.Search(s_vectors[query], 10, 30));
    }

    [Fact]
    public void A_continued_graph_gets_codes_of_its_own()
    {
        HnswGraph continued = s_vectors.Continue(s_graph.Value, s_options, added: Queries, removed: Enumerable.Range(0, 300).Select(i => 2 * i));
        Assert.True(continued.HasNeighborCodes);
        Assert.InRange(RecallMeter.Measure(continued, s_vectors, Queries, k: 10, efSearch: 80), 0.98, 1);
    }

    [Fact]
    public void They_go_with_projected_vectors()
    {
        TestVectors vectors = TestVectors.OfFewDirections(Count + 50, 320, directions: 30, seed: 34);
        HnswGraph graph = vectors.Build(0, Count, s_options with { Projection = VectorProjection.Automatic, ProjectionGain = 0 });
        Assert.Equal(60, graph.WalkedDimension);
        Assert.True(graph.HasNeighborCodes);
        Assert.InRange(RecallMeter.Measure(graph, vectors, Enumerable.Range(Count, 50), k: 10, efSearch: 80), 0.97, 1);
    }
}
