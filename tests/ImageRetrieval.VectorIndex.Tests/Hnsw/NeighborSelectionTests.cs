namespace ImageRetrieval.VectorIndex.Tests;

/// <summary>The choice of links against algorithm 4 as the paper writes it: one candidate after the other.</summary>
public sealed unsafe class NeighborSelectionTests
{
    [Theory]
    [InlineData(1, 16)]
    [InlineData(16, 16)]
    [InlineData(63, 16)]
    [InlineData(64, 16)]
    [InlineData(65, 32)]
    [InlineData(400, 32)]
    [InlineData(400, 400)]
    public void It_is_that_of_the_paper(int candidates, int limit)
    {
        AssertSame(TestVectors.CnnLike(candidates + 1, dimension: 48, seed: 11), limit);
        AssertSame(TestVectors.Random(candidates + 1, dimension: 48, seed: 12), limit);
    }

    private static void AssertSame(TestVectors vectors, int limit)
    {
        var store = new VectorStore(vectors.Dimension);
        for (int i = 0; i < vectors.Count; i++)
            store.Append(vectors[i]);
        var metrics = new FloatNodeMetrics(store.Rows);
        var distances = new float[vectors.Count];
        metrics.Of(0, null).Measure(Enumerable.Range(0, vectors.Count).ToArray(), distances);
        ulong[] keys = [.. Enumerable.Range(1, vectors.Count - 1).Select(node => Candidate.Key(distances[node], node)).Order()];
        var chosen = new ulong[limit];
        int count = NeighborSelection.Select<FloatNodeMetrics, FloatMetric>(metrics, null, keys, limit, chosen);
        Assert.Equal(ByThePaper(metrics, keys, limit), chosen.Take(count));
        GC.KeepAlive(store);
    }

    private static List<ulong> ByThePaper(FloatNodeMetrics metrics, ulong[] keys, int limit)
    {
        var kept = new List<ulong>();
        foreach (ulong key in keys)
        {
            var toKept = new float[kept.Count];
            metrics.Of(Candidate.Node(key), null).Measure(kept.Select(Candidate.Node).ToArray(), toKept);
            if (kept.Count < limit && toKept.All(distance => distance >= Candidate.Distance(key)))
                kept.Add(key);
        }

        return kept;
    }
}
