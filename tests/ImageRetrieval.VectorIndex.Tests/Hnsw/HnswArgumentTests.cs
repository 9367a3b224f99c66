namespace ImageRetrieval.VectorIndex.Tests;

public sealed class HnswArgumentTests
{
    private static readonly HnswGraph s_graph = TestVectors.Random(10, 3, seed: 1).Build();

    [Theory]
    [InlineData(1, 200, "M is 2 to 256")]
    [InlineData(257, 300, "M is 2 to 256")]
    [InlineData(16, 15, "EfConstruction is 16 (M) to 10000")]
    [InlineData(16, 10_001, "EfConstruction is 16 (M) to 10000")]
    public void Options_out_of_range_name_themselves_and_their_range(int m, int efConstruction, string expected)
    {
        var options = new HnswOptions { M = m, EfConstruction = efConstruction };
        var error = Assert.Throws<ArgumentOutOfRangeException>(options.Validate);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new HnswBuilder(3, options));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(65_537)]
    public void A_dimension_out_of_range_is_refused(int dimension) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new HnswBuilder(dimension, new HnswOptions()));

    [Fact]
    public void Vectors_that_are_not_unit_vectors_of_the_dimension_are_refused()
    {
        var builder = new HnswBuilder(3, new HnswOptions());
        Assert.Contains("2 components; this index has 3", Assert.Throws<ArgumentException>(() => builder.Add([1, 0])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => builder.Add([1, 1, 0]));
        Assert.Throws<ArgumentException>(() => builder.Add([0, 0, 0]));
        Assert.Throws<ArgumentException>(() => builder.Add([float.NaN, 0, 1]));
        Assert.Equal(0, builder.Count);
        Assert.Throws<InvalidOperationException>(() => builder.Build());
    }

    [Fact]
    public void Invalid_queries_are_refused()
    {
        Assert.Contains("4 components; this index has 3", Assert.Throws<ArgumentException>(() => s_graph.Search([1, 0, 0, 0], 1, 1)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => s_graph.Search([0, 0, 0], 1, 1));
        Assert.Throws<ArgumentException>(() => s_graph.Search([1, float.NaN, 0], 1, 1));
        Assert.Throws<ArgumentException>(() => s_graph.Search([1, float.NegativeInfinity, 0], 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => s_graph.Search([1, 0, 0], 0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => s_graph.Search([1, 0, 0], 1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => ExactSearch.Search(s_graph, [1, 0, 0], 0));
    }

    [Fact]
    public void A_search_may_want_more_than_there_is()
    {
        Assert.Equal(10, s_graph.Search([1, 0, 0], int.MaxValue, 1).Length);
        Assert.Single(TestVectors.Random(1, 3, seed: 2).Build().Search([1, 0, 0], 5, 5));
    }

    [Fact]
    public void Progress_ends_at_the_count()
    {
        var reports = new List<int>();
        TestVectors vectors = TestVectors.Random(600, 4, seed: 3);
        var builder = new HnswBuilder(4, new HnswOptions());
        for (int i = 0; i < 600; i++)
            builder.Add(vectors[i]);
        builder.Build(new Recorder(reports));
        Assert.Equal([256, 512, 600], reports);
    }

    [Fact]
    public void A_cancelled_build_stops_and_may_be_repeated()
    {
        TestVectors vectors = TestVectors.Random(600, 4, seed: 3);
        var builder = new HnswBuilder(4, new HnswOptions());
        for (int i = 0; i < 600; i++)
            builder.Add(vectors[i]);
        using var source = new CancellationTokenSource();
        var seen = new List<int>();
        Assert.Throws<OperationCanceledException>(() => builder.Build(new Recorder(seen, _ => source.Cancel()), source.Token));
        Assert.Equal([256], seen);
        Assert.Equal(600, builder.Build().Count);
        Assert.Throws<InvalidOperationException>(() => builder.Add(vectors[0]));
    }

    private sealed class Recorder(List<int> reports, Action<int>? then = null) : IProgress<int>
    {
        public void Report(int value)
        {
            reports.Add(value);
            then?.Invoke(value);
        }
    }
}
