namespace ImageRetrieval.VectorIndex;

/// <summary>
/// Whether searches by codes of neighbours find nearly as much as those without, asked with some of the graph's own vectors. They
/// do not where a few directions say little about the vectors: uniformly random ones, for instance.
/// </summary>
internal static class NeighborQuality
{
    private const int Queries = 100;
    private const int K = 10;
    private const int Ef = 40;
    private const int TruthEf = 200;

    // Of the nearest ten, on average. Such a loss is made up for by a slightly larger efSearch, at a gain in speed.
    private const double MostLost = 0.04;

    public static bool IsGood(HnswGraph with, HnswGraph without, CancellationToken token)
    {
        int lost = 0;
        int queries = Math.Min(Queries, without.Count);
        for (int i = 0; i < queries; i++)
        {
            token.ThrowIfCancellationRequested();
            ReadOnlySpan<float> query = without.View.Vectors.Vector((int)((long)i * without.Count / queries));
            HashSet<int> truth = [.. without.Search(query, K, TruthEf).Select(neighbor => neighbor.Node)];
            lost += Hits(without, query, truth) - Hits(with, query, truth);
        }

        return lost <= MostLost * K * queries;
    }

    private static int Hits(HnswGraph graph, ReadOnlySpan<float> query, HashSet<int> truth) =>
        graph.Search(query, K, Ef).Count(neighbor => truth.Contains(neighbor.Node));
}
