namespace ImageRetrieval.VectorIndex.Tests;

public sealed class HnswRecallTests
{
    private const int Count = 3000;

    private static readonly TestVectors s_vectors = TestVectors.CnnLike(Count + 200, dimension: 64, seed: 11);
    private static readonly HnswGraph s_graph = s_vectors.Build(0, Count);
    private static readonly IEnumerable<int> s_queries = Enumerable.Range(Count, 200);

    [Fact]
    public void At_ef_80_recall_at_10_is_above_99_percent() =>
        Assert.InRange(RecallMeter.Measure(s_graph, s_vectors, s_queries, k: 10, efSearch: 80), 0.99, 1);

    [Fact]
    public void A_larger_ef_finds_more_and_costs_more()
    {
        double narrow = RecallMeter.Measure(s_graph, s_vectors, s_queries, k: 10, efSearch: 10);
        double wide = RecallMeter.Measure(s_graph, s_vectors, s_queries, k: 10, efSearch: 200);
        Assert.True(narrow < wide, $"{narrow} at ef 10, {wide} at ef 200");
        s_graph.Search(s_vectors[Count], 10, 10, filter: null, out int few);
        s_graph.Search(s_vectors[Count], 10, 200, filter: null, out int many);
        Assert.InRange(few, 10, many - 1);
        // Work stays far below a scan: the point of the graph.
        Assert.InRange(many, 200, Count / 2);
    }

    [Fact]
    public void With_ef_as_large_as_the_graph_a_search_is_exhaustive_and_exact()
    {
        foreach (int q in s_queries.Take(5))
            Assert.Equal(ExactSearch.Search(s_graph, s_vectors[q], Count), s_graph.Search(s_vectors[q], Count, Count));
    }

    [Fact]
    public void The_query_may_have_any_length()
    {
        float[] scaled = [.. s_vectors[Count].ToArray().Select(x => 1000 * x)];
        Neighbor[] expected = s_graph.Search(s_vectors[Count], 10, 50);
        Neighbor[] found = s_graph.Search(scaled, 10, 50);
        Assert.Equal(expected.Select(n => n.Node), found.Select(n => n.Node));
    }

    [Fact]
    public void Distances_ascend_and_no_node_is_given_twice()
    {
        foreach (int q in s_queries)
        {
            Neighbor[] found = s_graph.Search(s_vectors[q], 20, 40);
            Assert.Equal(20, found.Length);
            Assert.Equal(found, found.OrderBy(n => n.Distance).ThenBy(n => n.Node));
            Assert.Equal(20, found.Select(n => n.Node).Distinct().Count());
            Assert.All(found, n => Assert.InRange(n.Distance, 0f, 2f));
        }
    }

    [Fact]
    public void Many_threads_get_the_answers_of_one()
    {
        Neighbor[][] expected = [.. s_queries.Select(q => s_graph.Search(s_vectors[q], 10, 40))];
        Parallel.For(0, 2000, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
            Assert.Equal(expected[i % 200], s_graph.Search(s_vectors[Count + i % 200], 10, 40)));
    }

    [Fact]
    public void Every_node_finds_itself()
    {
        int missed = Enumerable.Range(0, Count).Count(i => s_graph.Search(s_vectors[i], 1, 40)[0].Node != i);
        Assert.InRange(missed, 0, Count / 200);
    }
}
