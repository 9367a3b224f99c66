using ImageRetrieval.VectorIndex;

namespace ImageRetrieval.IndexBenchmark;

/// <summary>What one value of efSearch gives.</summary>
/// <param name="EfSearch">Candidates kept.</param>
/// <param name="Recall">Mean recall@k over the queries.</param>
/// <param name="QueriesPerCpuSecond">Median over the rounds; one thread.</param>
/// <param name="Evaluations">Mean distance evaluations a query.</param>
internal sealed record Measurement(int EfSearch, double Recall, double QueriesPerCpuSecond, double Evaluations)
{
    public static Measurement Take(HnswGraph graph, VectorSet set, Neighbor[][] truth, int k, int efSearch, int rounds)
    {
        double recall = 0;
        long evaluations = 0;
        for (int q = 0; q < set.Queries; q++)
        {
            Neighbor[] found = graph.Search(set.Query(q), k, efSearch, out int evaluated);
            recall += VectorIndex.Recall.At(k, truth[q], found);
            evaluations += evaluated;
        }

        double[] seconds = new double[rounds];
        for (int round = 0; round < rounds; round++)
            seconds[round] = Cpu.Seconds(() => AskAll(graph, set, k, efSearch));
        Array.Sort(seconds);
        return new Measurement(
            efSearch,
            recall / set.Queries,
            set.Queries / seconds[rounds / 2],
            (double)evaluations / set.Queries);
    }

    private static void AskAll(HnswGraph graph, VectorSet set, int k, int efSearch)
    {
        for (int q = 0; q < set.Queries; q++)
            graph.Search(set.Query(q), k, efSearch);
    }
}
