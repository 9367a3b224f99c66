using System.Security.Cryptography;
using ImageRetrieval.Collection;
using ImageRetrieval.Collection.Duplicates;
using ImageRetrieval.VectorIndex;
using ImageRetrieval.Vision.Fingerprints;
using ImageRetrieval.Worker.Duplicates;
using ImageRetrieval.Worker.Ingest;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace ImageRetrieval.IngestBenchmark;

/// <summary>
/// Duplicates of a large collection, found and grouped: generated embeddings and fingerprints, half of the pictures in kinds whose
/// embeddings are near enough to be compared, a tenth copies of another picture, a hundredth one logo, a tenth one burst.
/// </summary>
internal static class DuplicatesPart
{
    private const int Dimension = 512;
    private const int KindSize = 50;
    private const double GoalSeconds = 60;

    internal static Task RunAsync(Workbench bench)
    {
        var data = bench.PathOf("data");
        var scenes = new GeneratedScenes(bench.Options.Rows, bench.Options.Seed);
        using var folder = new DataFolder(Options.Create(new DataOptions { Folder = data }));
        using var known = new KnownFingerprints(folder, NullLogger<KnownFingerprints>.Instance);
        Generate(scenes, known.Open(), Path.Combine(data, "snapshots", "generated"), scenes.Count);
        SnapshotFolder.TryFindLatest(Path.Combine(data, "snapshots", "generated"), out var path);
        var finder = new DuplicateFinder(data, known, TimeProvider.System, NullLogger.Instance);

        bench.Report.Table($"{scenes.Count} pictures of {Dimension} components", "what", "wall, s:", "CPU, s:", "pairs:", "groups:", "largest:");
        var whole = Measure(bench, "all of them are new", data, () => finder.Update("generated", path, Environment.ProcessorCount, default));
        Generate(scenes, known.Open(), Path.Combine(data, "snapshots", "generated"), scenes.Count + 100);
        SnapshotFolder.TryFindLatest(Path.Combine(data, "snapshots", "generated"), out path);
        Measure(bench, "100 more are new", data, () => finder.Update("generated", path, Environment.ProcessorCount, default));
        bench.Report.Line($"");
        bench.Judge($"found and grouped in {whole:F1} s (goal {GoalSeconds})", whole <= GoalSeconds);
        return Task.CompletedTask;
    }

    private static double Measure(Workbench bench, string what, string data, Action update)
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var before = Environment.CpuUsage.TotalTime;
        update();
        using var file = DuplicatesFile.Open(DuplicatesFile.PathIn(data, "generated"))!;
        var groups = DuplicateGroups.Make(file, DuplicateLevel.Edited, DuplicateRule.DefaultSimilarity);
        var seconds = clock.Elapsed.TotalSeconds;
        bench.Report.Line($"| {what} | {seconds:F1} | {(Environment.CpuUsage.TotalTime - before).TotalSeconds:F1} | {file.Pairs} | {groups.Count} | {groups[0].Images} |");
        return seconds;
    }

    private static void Generate(GeneratedScenes scenes, FingerprintStore store, string folder, int count)
    {
        using var previous = SnapshotFolder.TryFindLatest(folder, out var path) ? Snapshot.Open(path) : null;
        using var builder = previous is null ? new SnapshotBuilder("generated", Dimension, new HnswOptions()) : SnapshotBuilder.Continue(previous, new HnswOptions());
        var (bytes, vector) = (new byte[PictureFingerprint.Bytes], new float[Dimension]);
        for (var i = previous?.Count ?? 0; i < count; i++)
        {
            var digest = SHA256.HashData(BitConverter.GetBytes(i));
            scenes.Fingerprint(i).Write(bytes);
            store.Append(ContentKey.Read(digest), bytes);
            scenes.Embedding(i, KindSize, vector);
            builder.Add(new SnapshotItem($"{i}", new Dictionary<string, string> { ["sha256"] = Convert.ToHexStringLower(digest), ["extension"] = ".jpg", ["width"] = "800", ["height"] = "600" }), vector);
        }
        builder.Publish(folder, keepPrevious: 1);
    }
}
