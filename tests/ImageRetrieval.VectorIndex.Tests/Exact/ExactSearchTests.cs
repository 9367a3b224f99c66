namespace ImageRetrieval.VectorIndex.Tests;

public sealed class ExactSearchTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 3)]
    [InlineData(403, 10)]
    [InlineData(403, 400)]
    public void It_finds_what_a_naive_scan_in_doubles_finds(int count, int k)
    {
        TestVectors vectors = TestVectors.Random(count + 5, dimension: 33, seed: 7);
        HnswGraph graph = vectors.Build(0, count);
        for (int q = count; q < vectors.Count; q++)
        {
            double[] truth = NaiveDistances(vectors, count, q);
            Neighbor[] found = ExactSearch.Search(graph, vectors[q], k);
            int[] expected = [.. Enumerable.Range(0, count).OrderBy(i => truth[i]).Take(k)];
            Assert.Equal(expected, found.Select(n => n.Node));
            Assert.All(found, n => Assert.Equal(truth[n.Node], n.Distance, 1e-6));
        }
    }

    [Fact]
    public void More_neighbours_than_vectors_gives_all()
    {
        HnswGraph graph = TestVectors.Random(5, 8, seed: 1).Build();
        Assert.Equal([0, 1, 2, 3, 4], ExactSearch.Search(graph, [1, 0, 0, 0, 0, 0, 0, 0], 100).Select(n => n.Node).Order());
    }

    [Fact]
    public void Ties_are_broken_by_the_smaller_node()
    {
        TestVectors axes = new([1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 1, 0], dimension: 3);
        Neighbor[] found = ExactSearch.Search(axes.Build(), [0, 1, 0], 4);
        Assert.Equal([new(1, 0), new(3, 0), new(0, 1), new(2, 1)], found);
    }

    private static double[] NaiveDistances(TestVectors vectors, int count, int query)
    {
        var distances = new double[count];
        for (int i = 0; i < count; i++)
        {
            double dot = 0;
            for (int d = 0; d < vectors.Dimension; d++)
                dot += (double)vectors[i][d] * vectors[query][d];
            distances[i] = 1 - dot;
        }

        return distances;
    }
}
