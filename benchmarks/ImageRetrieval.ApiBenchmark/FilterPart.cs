using System.Globalization;
using ImageRetrieval.IndexBenchmark;
using ImageRetrieval.VectorIndex;
using ImageRetrieval.VisionBenchmark;

namespace ImageRetrieval.ApiBenchmark;

/// <summary>Recall and latency of filtered searches, from one image in a thousand to one in two.</summary>
internal static class FilterPart
{
    private const int Dimension = 512;
    private const int Queries = 200;
    private const int K = 10;
    private const int EfSearch = 128;
    private const double Goal = 0.98;
    private const int Thousand = 1000;

    private static readonly int[] s_perThousand = [1, 10, 100, 500, Thousand];

    internal static void Run(BenchmarkOptions options, Report report)
    {
        var folder = Directory.CreateTempSubdirectory("imageretrieval-").FullName;
        try
        {
            var rows = CnnLikeVectors.Generate(options.Vectors + Queries, Dimension, seed: 3);
            using var snapshot = Publish(folder, rows, options.Vectors);
            report.Table($"Filtered search in {options.Vectors} vectors of {Dimension} components, k {K}, efSearch {EfSearch}", "selectivity:", "images:", "recall@10:", "p50 ms:", "p99 ms:", "making the filter ms:", "goal");
            foreach (var perThousand in s_perThousand)
                Measure(snapshot, rows.AsMemory(options.Vectors * Dimension), perThousand, report);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Measure(Snapshot snapshot, ReadOnlyMemory<float> queries, int perThousand, Report report)
    {
        SnapshotFilter? filter = null;
        var making = Latencies.MeasureAsync(() =>
        {
            filter = snapshot.Filter(item => int.Parse(item.Fields["meta.draw"], CultureInfo.InvariantCulture) < perThousand);
            return Task.CompletedTask;
        }).Result;
        var milliseconds = new double[Queries];
        var recall = 0.0;
        for (var i = 0; i < Queries; i++)
        {
            var query = queries.Slice(i * Dimension, Dimension);
            IReadOnlyList<SearchHit> found = [];
            milliseconds[i] = Latencies.MeasureAsync(() =>
            {
                found = snapshot.Search(query.Span, K, EfSearch, filter);
                return Task.CompletedTask;
            }).Result;
            var truth = snapshot.SearchExact(query.Span, K, filter).Select(hit => hit.ImageId).ToHashSet();
            recall += truth.Count == 0 ? 1 : (double)found.Count(hit => truth.Contains(hit.ImageId)) / truth.Count;
        }
        recall /= Queries;
        report.Line($"| {perThousand / 10.0} % | {filter!.Count} | {recall:F4} | {Latencies.At(milliseconds, 0.5):F3} | {Latencies.At(milliseconds, 0.99):F3} | {making:F1} | at least {Goal}: {Report.Verdict(Goal, recall)} |");
    }

    // A column with a random number from 0 to 999: conditions on it are independent of the vectors.
    private static Snapshot Publish(string folder, float[] rows, int count)
    {
        var random = new Random(4);
        using var builder = new SnapshotBuilder("filters", Dimension, new HnswOptions());
        for (var i = 0; i < count; i++)
            builder.Add(new SnapshotItem($"{i}", new Dictionary<string, string> { ["meta.draw"] = random.Next(Thousand).ToString(CultureInfo.InvariantCulture) }), rows.AsSpan(i * Dimension, Dimension));
        builder.Publish(folder, keepPrevious: 0);
        SnapshotFolder.TryFindLatest(folder, out var path);
        return Snapshot.Open(path);
    }
}
