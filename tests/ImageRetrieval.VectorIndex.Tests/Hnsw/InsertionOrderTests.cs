namespace ImageRetrieval.VectorIndex.Tests;

/// <summary>The order of insertion is the builder's own affair: numbers and answers are those of the order of arrival.</summary>
public sealed class InsertionOrderTests
{
    private static readonly TestVectors s_vectors = TestVectors.CnnLike(4200, dimension: 64, seed: 77);

    [Theory]
    [InlineData(VectorCodes.None)]
    [InlineData(VectorCodes.EightBit)]
    public void Vectors_that_come_sorted_give_as_good_a_graph_as_mixed_ones(VectorCodes codes)
    {
        // By their nearest neighbours of one vector: the worst order for a graph that grows as they come.
        int[] sorted = [.. Enumerable.Range(0, 4000).OrderBy(row => -Dot(s_vectors[0], s_vectors[row]))];
        double mixed = Recall(Enumerable.Range(0, 4000), codes), ordered = Recall(sorted, codes);
        Assert.InRange(mixed, 0.95, 1);
        Assert.InRange(ordered, mixed - 0.01, 1);
    }

    [Fact]
    public void Reserving_memory_changes_only_the_time()
    {
        HnswGraph grown = s_vectors.Build(0, 500);
        var builder = new HnswBuilder(64, new HnswOptions());
        builder.EnsureCapacity(500);
        for (int i = 0; i < 500; i++)
            builder.Add(s_vectors[i]);
        HnswGraph roomy = builder.Build();
        Assert.Equal(500, roomy.Count);
        for (int node = 0; node < 500; node++)
            Assert.Equal(grown.View.Links(node, 0), roomy.View.Links(node, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => builder.EnsureCapacity(-1));
    }

    private static double Recall(IEnumerable<int> rows, VectorCodes codes)
    {
        var builder = new HnswBuilder(64, new HnswOptions { Codes = codes });
        foreach (int row in rows)
            builder.Add(s_vectors[row]);
        return RecallMeter.Measure(builder.Build(), s_vectors, Enumerable.Range(4000, 200), k: 10, efSearch: 40);
    }

    private static float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        float sum = 0;
        for (int i = 0; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }
}
