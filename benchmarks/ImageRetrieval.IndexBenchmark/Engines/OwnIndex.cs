using System.Globalization;
using ImageRetrieval.IndexBenchmark.Data;
using ImageRetrieval.VectorIndex;

namespace ImageRetrieval.IndexBenchmark.Engines;

/// <summary>All that this program asks of ImageRetrieval.VectorIndex: nothing else here calls it.</summary>
internal sealed class OwnIndex : IDisposable
{
    private const string EmbeddingSpace = "benchmark";

    private readonly HnswGraph? _graph;
    private readonly Snapshot? _snapshot;

    private OwnIndex(HnswGraph? graph, Snapshot? snapshot) => (_graph, _snapshot) = (graph, snapshot);

    /// <summary>Whether a build can be shared among threads.</summary>
    public static bool BuildsWithThreads => false;

    private HnswGraph Graph => _graph ?? throw new InvalidOperationException("The index was opened from a snapshot, which answers searches alone.");

    public static HnswOptions Float32(BenchmarkOptions options) =>
        new() { M = options.M, EfConstruction = options.EfConstruction, Seed = (ulong)options.Seed };

    public static OwnIndex Build(VectorSet set, HnswOptions options)
    {
        var builder = new HnswBuilder(set.Dimension, options);
        for (int row = 0; row < set.Count; row++)
            builder.Add(set.Row(row));
        return new OwnIndex(builder.Build(), null);
    }

    /// <summary>Builds a snapshot and publishes it into <paramref name="folder"/>.</summary>
    public static void Publish(VectorSet set, HnswOptions options, string folder)
    {
        var builder = new SnapshotBuilder(EmbeddingSpace, set.Dimension, options);
        var noFields = new Dictionary<string, string>();
        for (int row = 0; row < set.Count; row++)
            builder.Add(new SnapshotItem(row.ToString(CultureInfo.InvariantCulture), noFields), set.Row(row));
        builder.Publish(folder, keepPrevious: 0);
    }

    /// <summary>The snapshot in <paramref name="folder"/>, mapped as the Api maps it, its pages not read before they are asked for.</summary>
    public static OwnIndex Open(string folder) => SnapshotFolder.TryFindLatest(folder, out string path)
        ? new OwnIndex(null, Snapshot.Open(path, verify: false))
        : throw new FormatException($"'{folder}' has no published snapshot.");

    public int Search(ReadOnlySpan<float> query, int ef, Span<Hit> found) =>
        _snapshot is { } snapshot ? SearchSnapshot(snapshot, query, ef, found) : Copy(Graph.Search(query, found.Length, ef), found);

    /// <summary>How many rows one search compares with the query.</summary>
    public int Evaluations(ReadOnlySpan<float> query, int k, int ef)
    {
        Graph.Search(query, k, ef, out int evaluations);
        return evaluations;
    }

    public int Scan(ReadOnlySpan<float> query, Span<Hit> found) => Copy(ExactSearch.Search(Graph, query, found.Length), found);

    public void Dispose() => _snapshot?.Dispose();

    private static int SearchSnapshot(Snapshot snapshot, ReadOnlySpan<float> query, int ef, Span<Hit> found)
    {
        IReadOnlyList<SearchHit> hits = snapshot.Search(query, found.Length, ef);
        for (int i = 0; i < hits.Count; i++)
            found[i] = new Hit(int.Parse(hits[i].ImageId, CultureInfo.InvariantCulture), 1 - hits[i].Score);
        return hits.Count;
    }

    private static int Copy(Neighbor[] neighbors, Span<Hit> found)
    {
        for (int i = 0; i < neighbors.Length; i++)
            found[i] = new Hit(neighbors[i].Node, neighbors[i].Distance);
        return neighbors.Length;
    }
}
