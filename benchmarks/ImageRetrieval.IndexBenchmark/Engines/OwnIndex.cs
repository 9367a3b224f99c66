using System.Globalization;
using ImageRetrieval.IndexBenchmark.Data;
using ImageRetrieval.VectorIndex;

namespace ImageRetrieval.IndexBenchmark.Engines;

/// <summary>This project's index as the engines and parts here use it.</summary>
internal sealed class OwnIndex : IDisposable
{
    private const string EmbeddingSpace = "benchmark";

    private readonly HnswGraph? _graph;
    private readonly Snapshot? _snapshot;

    private OwnIndex(HnswGraph? graph, Snapshot? snapshot) => (_graph, _snapshot) = (graph, snapshot);

    /// <summary>Rows in the graph.</summary>
    public int Count => Graph.Count;

    private HnswGraph Graph => _graph ?? throw new InvalidOperationException("The index was opened from a snapshot, which answers searches alone.");

    public static HnswOptions Float32(BenchmarkOptions options) =>
        new() { M = options.M, EfConstruction = options.EfConstruction, Seed = (ulong)options.Seed, Codes = VectorCodes.None, Projection = VectorProjection.None };

    public static HnswOptions EightBit(BenchmarkOptions options) => Float32(options) with { Codes = VectorCodes.EightBit };

    /// <summary>By a learned projection, where that is estimated to pay.</summary>
    public static HnswOptions Projected(BenchmarkOptions options) => EightBit(options) with { Projection = VectorProjection.Automatic };

    /// <summary>With codes of neighbours beside the links.</summary>
    public static HnswOptions NeighborCodes(BenchmarkOptions options) => EightBit(options) with { NeighborCodes = true };

    public static OwnIndex Build(VectorSet set, HnswOptions options)
    {
        var builder = new HnswBuilder(set.Dimension, options);
        builder.EnsureCapacity(set.Count);
        for (int row = 0; row < set.Count; row++)
            builder.Add(set.Row(row));
        return new OwnIndex(builder.Build(), null);
    }

    /// <summary>Builds a snapshot and publishes it into <paramref name="folder"/>.</summary>
    public static void Publish(VectorSet set, HnswOptions options, string folder)
    {
        using var builder = new SnapshotBuilder(EmbeddingSpace, set.Dimension, options);
        var noFields = new Dictionary<string, string>();
        for (int row = 0; row < set.Count; row++)
            builder.Add(new SnapshotItem(row.ToString(CultureInfo.InvariantCulture), noFields), set.Row(row));
        builder.Publish(folder, keepPrevious: 0);
    }

    /// <summary>
    /// The snapshot in <paramref name="folder"/>, mapped, its pages not read before they are asked for; with codes, the
    /// float32 vectors stay in their file.
    /// </summary>
    public static OwnIndex Open(string folder) => SnapshotFolder.TryFindLatest(folder, out string path)
        ? new OwnIndex(null, Snapshot.Open(path, verify: false, HasCodes(path) ? VectorPlacement.OnDisk : VectorPlacement.Mapped))
        : throw new FormatException($"'{folder}' has no published snapshot.");

    public int Search(ReadOnlySpan<float> query, int ef, Span<Hit> found) =>
        _snapshot is { } snapshot ? SearchSnapshot(snapshot, query, ef, found) : SearchGraph(query, ef, found);

    /// <summary>How many rows one search compares with the query.</summary>
    public int Evaluations(ReadOnlySpan<float> query, int k, int ef)
    {
        Graph.Search(query, k, ef, filter: null, out int evaluations);
        return evaluations;
    }

    /// <summary>CPU seconds of all queries on one thread: one after the other, and all given at once.</summary>
    public (double One, double AtOnce) BatchSeconds(VectorSet set, int k, int ef)
    {
        float[] queries = [.. Enumerable.Range(0, set.Queries).SelectMany(query => set.Query(query).ToArray())];
        return (Seconds(set, k, ef, filter: null), Cost.Of(() => Graph.SearchBatch(queries, k, ef, threads: 1)).CpuSeconds);
    }

    public int Scan(ReadOnlySpan<float> query, Span<Hit> found) => Copy(ExactSearch.Search(Graph, query, found.Length), found);

    public void Dispose() => _snapshot?.Dispose();

    /// <summary>Another graph: this one without some nodes and with more rows of the set.</summary>
    /// <param name="set">Whose rows are added.</param>
    /// <param name="removed">Nodes that go.</param>
    /// <param name="from">The first row to add.</param>
    /// <param name="to">The row behind the last.</param>
    /// <param name="options">Of the new graph.</param>
    public OwnIndex Continue(VectorSet set, IEnumerable<int> removed, int from, int to, HnswOptions options)
    {
        HnswBuilder builder = HnswBuilder.Continue(Graph, options);
        foreach (int node in removed)
            builder.Remove(node);
        for (int row = from; row < to; row++)
            builder.Add(set.Row(row));
        return new OwnIndex(builder.Build(), null);
    }

    /// <summary>Mean recall@k of the queries against exact search, among the nodes of the filter.</summary>
    public double Recall(VectorSet set, int k, int ef, NodeSet? filter) =>
        Enumerable.Range(0, set.Queries).Average(query => VectorIndex.Recall.At(
            k, ExactSearch.Search(Graph, set.Query(query), k, filter), Graph.Search(set.Query(query), k, ef, filter)));

    /// <summary>CPU seconds of one search for each query, among the nodes of the filter.</summary>
    public double Seconds(VectorSet set, int k, int ef, NodeSet? filter) => Cost.Of(() =>
    {
        for (int query = 0; query < set.Queries; query++)
            Graph.Search(set.Query(query), k, ef, filter);
    }).CpuSeconds;

    private static bool HasCodes(string path)
    {
        using Snapshot snapshot = Snapshot.Open(path, verify: false);
        return snapshot.Manifest.Codes == VectorCodes.EightBit;
    }

    private int SearchGraph(ReadOnlySpan<float> query, int ef, Span<Hit> found)
    {
        Span<Neighbor> neighbors = stackalloc Neighbor[Math.Min(found.Length, 1024)];
        if (neighbors.Length < found.Length)
            neighbors = new Neighbor[found.Length];
        return Copy(neighbors[..Graph.Search(query, neighbors, ef)], found);
    }

    private static int SearchSnapshot(Snapshot snapshot, ReadOnlySpan<float> query, int ef, Span<Hit> found)
    {
        IReadOnlyList<SearchHit> hits = snapshot.Search(query, found.Length, ef);
        for (int i = 0; i < hits.Count; i++)
            found[i] = new Hit(int.Parse(hits[i].ImageId, CultureInfo.InvariantCulture), 1 - hits[i].Score);
        return hits.Count;
    }

    private static int Copy(ReadOnlySpan<Neighbor> neighbors, Span<Hit> found)
    {
        for (int i = 0; i < neighbors.Length; i++)
            found[i] = new Hit(neighbors[i].Node, neighbors[i].Distance);
        return neighbors.Length;
    }
}
