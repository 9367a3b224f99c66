namespace ImageRetrieval.VectorIndex.Tests;

public sealed class CopiesTests
{
    private const int Others = 2000;
    private const int Copies = 500;

    [Theory]
    [InlineData(0f)]
    [InlineData(1e-5f)]
    public void Five_hundred_copies_of_one_vector_hide_no_other(float noise)
    {
        TestVectors vectors = WithCopies(noise, seed: 21);
        HnswGraph graph = vectors.Build();
        Assert.InRange(RecallMeter.Measure(graph, vectors, OtherNodes(), k: 10, efSearch: 100), 0.99, 1);
    }

    [Fact]
    public void All_copies_are_found_in_the_order_of_their_nodes()
    {
        TestVectors vectors = WithCopies(noise: 0, seed: 22);
        HnswGraph graph = vectors.Build();
        int[] copies = [.. Enumerable.Range(0, Others + Copies).Where(i => vectors[i].SequenceEqual(vectors[0]))];
        Assert.Equal(Copies, copies.Length);
        Assert.Equal(copies, graph.Search(vectors[0], Copies, 10).Select(n => n.Node));
        Assert.Equal(copies[..7], graph.Search(vectors[0], 7, 10).Select(n => n.Node));
    }

    [Fact]
    public void The_copies_are_followed_by_the_true_next_ones()
    {
        TestVectors vectors = WithCopies(noise: 0, seed: 23);
        HnswGraph graph = vectors.Build();
        Assert.Equal(
            ExactSearch.Search(graph, vectors[0], Copies + 20),
            graph.Search(vectors[0], Copies + 20, 10));
    }

    [Fact]
    public void A_graph_of_copies_alone_works()
    {
        var builder = new HnswBuilder(2, new HnswOptions());
        for (int i = 0; i < 300; i++)
            builder.Add([0, i % 2 == 0 ? 1f : -1f]);
        HnswGraph graph = builder.Build();
        Assert.Equal(300, graph.Search([0, 1], 300, 1).Length);
        Assert.Equal([0, 2, 4], graph.Search([0, 1], 3, 1).Select(n => n.Node));
        Assert.Equal(2f, graph.Search([0, 1], 300, 1)[^1].Distance);
    }

    [Fact]
    public void Minus_zero_is_zero()
    {
        var builder = new HnswBuilder(2, new HnswOptions());
        builder.Add([1, 0f]);
        builder.Add([1, -0f]);
        Assert.Equal([0, 1], builder.Build().Search([1, 0], 2, 1).Select(n => n.Node));
    }

    /// <summary>Row 0 and every fifth row is the same vector, give or take the noise.</summary>
    private static TestVectors WithCopies(float noise, int seed)
    {
        TestVectors vectors = TestVectors.CnnLike(Others + Copies, dimension: 48, seed);
        var random = new Random(seed);
        for (int i = 5; i < vectors.Count; i += 5)
        {
            Span<float> row = vectors.Writable(i);
            vectors[0].CopyTo(row);
            for (int d = 0; d < row.Length && noise > 0; d++)
                row[d] += noise * random.NextSingle();
            if (noise > 0)
                UnitVector.TryNormalize(row, row);
        }

        return vectors;
    }

    private static IEnumerable<int> OtherNodes() => Enumerable.Range(0, Others + Copies).Where(i => i % 5 != 0);
}
