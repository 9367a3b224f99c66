using ImageRetrieval.VectorIndex;

namespace ImageRetrieval.Evaluation.Local;

/// <summary>Exact rankings of a set's vectors, and how many of the nearest ten the graph finds.</summary>
internal sealed class VectorRankings
{
    private const int Nearest = 10;
    private readonly IReadOnlyList<float[]> _vectors;
    private readonly HnswGraph _graph;
    private readonly ParallelOptions _options;

    internal VectorRankings(IReadOnlyList<float[]> vectors, int threads, CancellationToken token)
    {
        _vectors = vectors;
        _options = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = token };
        var builder = new HnswBuilder(vectors[0].Length, new HnswOptions());
        foreach (var vector in vectors)
            builder.Add(vector);
        _graph = builder.Build(token: token);
    }

    /// <summary>What <paramref name="read"/> makes of each query's whole exact ranking, the query itself included.</summary>
    internal T[] Exact<T>(Func<int, Neighbor[], T> read)
    {
        var results = new T[_vectors.Count];
        Parallel.For(0, results.Length, _options, query => results[query] = read(query, ExactSearch.Search(_graph, _vectors[query], _vectors.Count)));
        return results;
    }

    /// <summary>Mean recall@10 of the graph against exact search, the query itself left out of both.</summary>
    internal double Recall(int efSearch)
    {
        var recalls = new double[_vectors.Count];
        Parallel.For(0, recalls.Length, _options, query =>
        {
            var truth = Others(query, ExactSearch.Search(_graph, _vectors[query], Nearest + 1));
            var found = Others(query, _graph.Search(_vectors[query], Nearest + 1, efSearch));
            recalls[query] = VectorIndex.Recall.At(Nearest, truth, found);
        });
        return recalls.Average();
    }

    private static Neighbor[] Others(int query, Neighbor[] neighbors) => Array.FindAll(neighbors, neighbor => neighbor.Node != query);
}
