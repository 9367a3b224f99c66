namespace ImageRetrieval.VectorIndex.Tests;

/// <summary>Vectors of which a few directions say little, or whose graph is hard to cross.</summary>
public sealed class NeighborQualityTests
{
    private const int Count = 5000;

    private static readonly HnswOptions s_options = new() { NeighborCodes = true };

    [Fact]
    public void Random_vectors_are_found_as_without_the_codes()
    {
        TestVectors vectors = TestVectors.Random(Count + 50, 512, seed: 41);
        HnswGraph graph = vectors.Build(0, Count, s_options);
        HnswGraph plain = vectors.Build(0, Count);
        Assert.False(graph.HasNeighborCodes);
        foreach (int query in Enumerable.Range(Count, 50))
            Assert.Equal(plain.Search(vectors[query], 10, 100), graph.Search(vectors[query], 10, 100));
    }

    [Theory]
    [InlineData(64)]
    [InlineData(96)]
    public void Random_vectors_of_no_more_components_than_a_code_lose_little(int dimension)
    {
        TestVectors vectors = TestVectors.Random(Count + 100, dimension, seed: 42);
        int[] queries = [.. Enumerable.Range(Count, 100)];
        double plain = RecallMeter.Measure(vectors.Build(0, Count), vectors, queries, k: 10, efSearch: 200);
        Assert.InRange(RecallMeter.Measure(vectors.Build(0, Count, s_options), vectors, queries, k: 10, efSearch: 200), plain - 0.05, 1);
    }

    [Theory]
    [InlineData(50, 0.02f)]
    [InlineData(500, 0.02f)]
    [InlineData(50, 0.0005f)]
    public void Tight_clusters_are_found(int clusters, float spread)
    {
        TestVectors vectors = Clusters(Count + 100, 256, clusters, spread);
        int[] queries = [.. Enumerable.Range(Count, 100)];
        double plain = RecallMeter.Measure(vectors.Build(0, Count), vectors, queries, k: 10, efSearch: 100);
        Assert.InRange(RecallMeter.Measure(vectors.Build(0, Count, s_options), vectors, queries, k: 10, efSearch: 100), plain - 0.05, 1);
    }

    [Fact]
    public void One_direction_with_a_little_noise_is_no_harm()
    {
        TestVectors vectors = Clusters(Count, 64, clusters: 1, spread: 1e-4f);
        Neighbor[] found = vectors.Build(s_options).Search(vectors[17], 1, 100);
        Assert.InRange(found.Single().Distance, 0, 1e-6f);
    }

    private static TestVectors Clusters(int count, int dimension, int clusters, float spread)
    {
        TestVectors centres = TestVectors.Random(clusters, dimension, seed: 43), vectors = TestVectors.Random(count, dimension, seed: 44);
        for (int i = 0; i < count; i++)
        {
            Span<float> row = vectors.Writable(i);
            ReadOnlySpan<float> centre = centres[i % clusters];
            for (int j = 0; j < dimension; j++)
                row[j] = centre[j] + (spread * row[j] * MathF.Sqrt(dimension));
            UnitVector.TryNormalize(vectors[i], row);
        }

        return vectors;
    }
}
