using System.Diagnostics;
using System.Globalization;
using ImageRetrieval.Collection.Catalog;
using ImageRetrieval.Collection.Embedded.Catalog;
using ImageRetrieval.Fixtures;
using ImageRetrieval.VectorIndex;

namespace ImageRetrieval.IngestBenchmark;

/// <summary>A list over a server of which a tenth is trouble.</summary>
internal static class FaultsPart
{
    internal static readonly string[] Limits = ["--once", "--Ingest:DownloadAttempts=2", "--Ingest:DownloadIdleSeconds=1"];

    internal static async Task RunAsync(Workbench bench)
    {
        var rows = bench.Options.Rows;
        await using var server = await FaultyPictureServer.StartAsync(bench.Options.Seed);
        bench.WriteList(Enumerable.Range(0, rows).Select(i => $"{server.Url(i)},{i}"));
        var clock = Stopwatch.StartNew();
        await using var worker = bench.Start("data", Limits);
        var exitCode = await worker.ExitAsync(TimeSpan.FromHours(2));

        using var catalog = new ImageCatalog(bench.PathOf("data/catalog.db"), TimeProvider.System);
        var failures = catalog.Failures(int.MaxValue).ToDictionary(f => int.Parse(f.ImageId, CultureInfo.InvariantCulture), f => f.Reason.Name());
        var wrong = Enumerable.Range(0, rows).Where(i => server.Reason(i) != failures.GetValueOrDefault(i)).ToList();
        SnapshotFolder.TryFindLatest(bench.PathOf("data/snapshots/builtin"), out var path);
        using var snapshot = Snapshot.Open(path);
        bench.Report.Line($"- {clock.Elapsed.TotalSeconds:F0} s; {server.Requests} requests; {failures.Count} failures: {string.Join(", ", failures.Values.CountBy(reason => reason).OrderBy(r => r.Key).Select(r => $"{r.Value} {r.Key}"))}");
        bench.Judge($"exit code {exitCode}", exitCode == 0);
        bench.Judge($"rows with another reason than they must have: {wrong.Count}", wrong.Count == 0);
        bench.Judge($"images of the snapshot: {snapshot.Count} of {rows - failures.Count}", snapshot.Count == rows - failures.Count && Enumerable.Range(0, rows).All(i => snapshot.TryGetItem(i.ToString(CultureInfo.InvariantCulture), out _) == (server.Reason(i) is null)));
    }
}
