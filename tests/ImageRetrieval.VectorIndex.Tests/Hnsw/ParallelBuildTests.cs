namespace ImageRetrieval.VectorIndex.Tests;

public sealed class ParallelBuildTests
{
    private static readonly TestVectors s_vectors = TestVectors.CnnLike(3200, dimension: 64, seed: 41);

    [Theory]
    [InlineData(VectorCodes.None)]
    [InlineData(VectorCodes.EightBit)]
    public void A_graph_of_four_threads_is_as_good_as_that_of_one(VectorCodes codes)
    {
        HnswGraph one = s_vectors.Build(0, 3000, new HnswOptions { Codes = codes });
        HnswGraph four = s_vectors.Build(0, 3000, new HnswOptions { Codes = codes, Threads = 4 });
        double single = RecallMeter.Measure(one, s_vectors, Enumerable.Range(3000, 200), k: 10, efSearch: 40);
        double parallel = RecallMeter.Measure(four, s_vectors, Enumerable.Range(3000, 200), k: 10, efSearch: 40);
        Assert.InRange(parallel, single - 0.01, 1);
        Assert.Equal(3000, RecallMeter.CountReachable(four.View, four.EntryPoint));
        AssertWellFormed(four);
    }

    [Fact]
    public void Cancelling_stops_every_thread_and_the_build_may_be_tried_again()
    {
        using var cancellation = new CancellationTokenSource();
        var builder = new HnswBuilder(64, new HnswOptions { Threads = 4 });
        for (int i = 0; i < 3000; i++)
            builder.Add(s_vectors[i]);
        var progress = new Now(inserted => cancellation.Cancel());
        Assert.ThrowsAny<OperationCanceledException>(() => builder.Build(progress, cancellation.Token));
        Assert.Equal(3000, builder.Build().Count);
    }

    [Fact]
    public void Progress_never_exceeds_the_count_and_ends_there()
    {
        var reports = new System.Collections.Concurrent.ConcurrentQueue<int>();
        var builder = new HnswBuilder(64, new HnswOptions { Threads = 2 });
        for (int i = 0; i < 3000; i++)
            builder.Add(s_vectors[i]);
        builder.Build(new Now(reports.Enqueue));
        Assert.All(reports, inserted => Assert.InRange(inserted, 1, 3000));
        Assert.Equal(3000, reports.Last());
        Assert.InRange(reports.Count, 5, 100);
    }

    private static void AssertWellFormed(HnswGraph graph)
    {
        for (int node = 0; node < graph.Count; node++)
        {
            for (int level = 0; level <= graph.Storage!.Levels[node]; level++)
            {
                int[] links = graph.View.Links(node, level).ToArray();
                Assert.Equal(links.Length, links.Distinct().Count());
                Assert.DoesNotContain(node, links);
                Assert.All(links, link => Assert.True(graph.Storage.Levels[link] >= level));
            }
        }
    }

    private sealed class Now(Action<int> report) : IProgress<int>
    {
        public void Report(int value) => report(value);
    }
}
