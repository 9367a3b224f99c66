namespace ImageRetrieval.VectorIndex.Tests;

internal static class RecallMeter
{
    /// <summary>Mean recall@k of the graph over the given rows as queries, against exact search.</summary>
    public static double Measure(HnswGraph graph, TestVectors vectors, IEnumerable<int> queries, int k, int efSearch) =>
        queries.Average(q => Recall.At(k, ExactSearch.Search(graph, vectors[q], k), graph.Search(vectors[q], k, efSearch)));

    /// <summary>Nodes reached from the entry point on level 0, copies through their originals included.</summary>
    public static int CountReachable(GraphView view, int entryPoint)
    {
        var seen = new HashSet<int> { entryPoint };
        var queue = new Queue<int>(seen);
        while (queue.TryDequeue(out int node))
        {
            foreach (int link in view.Links(node, 0))
            {
                if (seen.Add(link))
                    queue.Enqueue(link);
            }
        }

        return seen.Count;
    }
}
