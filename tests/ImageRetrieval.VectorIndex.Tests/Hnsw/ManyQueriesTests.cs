namespace ImageRetrieval.VectorIndex.Tests;

public sealed class ManyQueriesTests
{
    private const int Count = 3000;

    private static readonly TestVectors s_vectors = TestVectors.CnnLike(Count + 64, dimension: 64, seed: 61);
    private static readonly HnswGraph s_graph = s_vectors.Build(0, Count);

    [Fact]
    public void A_search_into_the_callers_memory_allocates_nothing()
    {
        var neighbors = new Neighbor[10];
        HnswGraph floats = s_vectors.Build(0, Count, new HnswOptions { Codes = VectorCodes.None });
        foreach (HnswGraph graph in new[] { s_graph, floats })
        {
            for (int i = 0; i < 100; i++)
                graph.Search(s_vectors[Count + (i % 64)], neighbors, 64);
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 64; i++)
                graph.Search(s_vectors[Count + i], neighbors, 64);
            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        }
    }

    [Fact]
    public void It_finds_what_the_other_overload_finds()
    {
        var neighbors = new Neighbor[10];
        Assert.Equal(10, s_graph.Search(s_vectors[Count], neighbors, 64));
        Assert.Equal(s_graph.Search(s_vectors[Count], 10, 64), neighbors);
        var more = new Neighbor[Count + 5];
        Assert.Equal(Count, s_graph.Search(s_vectors[Count], more, 64));
    }

    [Fact]
    public void A_batch_gives_each_query_its_own_answer()
    {
        float[] queries = [.. Enumerable.Range(Count, 64).SelectMany(i => s_vectors[i].ToArray())];
        Neighbor[][] found = s_graph.SearchBatch(queries, 10, 50, threads: 4);
        for (int i = 0; i < 64; i++)
            Assert.Equal(s_graph.Search(s_vectors[Count + i], 10, 50), found[i]);
    }

    [Theory]
    [InlineData(VectorCodes.None)]
    [InlineData(VectorCodes.EightBit)]
    public void Queries_that_are_asked_in_another_order_get_their_own_answers(VectorCodes codes)
    {
        // With M = 8 the graph has the levels that the order is made of, and there are enough queries for it; no two answers are alike.
        HnswGraph graph = s_vectors.Build(0, Count, new HnswOptions { M = 8, Codes = codes });
        Assert.InRange(graph.MaxLevel, 2, 20);
        float[] queries = [.. Enumerable.Range(0, Count).SelectMany(i => s_vectors[i].ToArray())];
        Neighbor[][] found = graph.SearchBatch(queries, 3, 20, threads: 2);
        for (int i = 0; i < Count; i++)
            Assert.Equal(graph.Search(s_vectors[i], 3, 20), found[i]);
    }

    [Fact]
    public void A_batch_that_is_not_whole_or_has_a_bad_query_is_refused()
    {
        Assert.Throws<ArgumentException>(() => s_graph.SearchBatch(new float[65], 10, 50));
        var e = Assert.Throws<ArgumentException>(() => s_graph.SearchBatch(new float[128], 10, 50));
        Assert.Contains("no direction", e.Message, StringComparison.Ordinal);
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => s_graph.SearchBatch(s_vectors[0].ToArray(), 1, 1, 1, cancelled.Token));
    }

    [Fact]
    public void Several_queries_for_one_thing_give_the_nearest_to_any_of_them()
    {
        float[] two = [.. s_vectors[5].ToArray(), .. s_vectors[1500].ToArray()];
        Neighbor[] found = s_graph.SearchAny(two, 20, 100);
        Assert.Equal([5, 1500], found[..2].Select(n => n.Node).Order());
        Assert.Equal(20, found.Select(n => n.Node).Distinct().Count());
        Assert.Equal(found, found.OrderBy(n => n.Distance).ThenBy(n => n.Node));
        Neighbor[] expected = [.. s_graph.Search(s_vectors[5], 20, 100).Concat(s_graph.Search(s_vectors[1500], 20, 100))
            .GroupBy(n => n.Node).Select(g => g.MinBy(n => n.Distance)).OrderBy(n => n.Distance).ThenBy(n => n.Node).Take(20)];
        Assert.Equal(expected, found);
        Assert.Throws<ArgumentException>(() => s_graph.SearchAny(ReadOnlyMemory<float>.Empty, 1, 1));
    }

    [Theory]
    [InlineData(0.05f)]
    [InlineData(0.2f)]
    [InlineData(0.5f)]
    public void All_within_a_distance_are_those_that_a_scan_finds_there(float distance)
    {
        int wanted = 0, missed = 0;
        for (int q = Count; q < Count + 20; q++)
        {
            int[] expected = [.. ExactSearch.Search(s_graph, s_vectors[q], Count).Where(n => n.Distance <= distance).Select(n => n.Node)];
            Neighbor[] found = s_graph.SearchWithin(s_vectors[q], distance, efSearch: 64);
            Assert.All(found, n => Assert.InRange(n.Distance, 0, distance));
            wanted += expected.Length;
            missed += expected.Except(found.Select(n => n.Node)).Count();
        }

        Assert.InRange(missed, 0, wanted / 100);
        Assert.True(distance < 0.1f || wanted > 20, $"{wanted} neighbours prove nothing");
    }

    [Fact]
    public void A_range_search_stops_at_its_limit()
    {
        Assert.Equal(7, s_graph.SearchWithin(s_vectors[0], 2f, efSearch: 10, limit: 7).Length);
        Assert.Equal(Count, s_graph.SearchWithin(s_vectors[0], 2f, efSearch: 10).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => s_graph.SearchWithin(s_vectors[0], 2.1f, 10));
        Assert.Throws<ArgumentOutOfRangeException>(() => s_graph.SearchWithin(s_vectors[0], float.NaN, 10));
    }

    [Fact]
    public void Without_and_with_codes_distances_are_the_exact_ones_to_the_bit()
    {
        foreach (Neighbor found in s_graph.Search(s_vectors[Count], 20, 100))
        {
            Neighbor exact = ExactSearch.Search(s_graph, s_vectors[Count], Count).Single(n => n.Node == found.Node);
            Assert.Equal(BitConverter.SingleToInt32Bits(exact.Distance), BitConverter.SingleToInt32Bits(found.Distance));
        }
    }
}
