using System.Security.Cryptography;
using ImageRetrieval.Collection;
using ImageRetrieval.Collection.Duplicates;
using ImageRetrieval.Collection.Embedded;
using ImageRetrieval.Collection.Embedded.Duplicates;
using ImageRetrieval.VectorIndex;
using ImageRetrieval.Vision.Fingerprints;
using ImageRetrieval.Worker.Duplicates;

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

    internal static async Task RunAsync(Workbench bench)
    {
        var layout = new DataLayout(bench.PathOf("data"));
        var (scenes, pictures) = (new GeneratedScenes(bench.Options.Rows, bench.Options.Seed), new FingerprintComparers());
        using var known = new KnownFingerprints(layout, pictures);
        var finder = new DuplicateFinder(layout, known, pictures, TimeProvider.System);

        bench.Report.Table($"{scenes.Count} pictures of {Dimension} components", "what", "wall, s:", "CPU, s:", "pairs:", "groups:", "largest:");
        var version = Generate(scenes, known.Open(), layout.SnapshotsOf("generated"), scenes.Count);
        var whole = await MeasureAsync(bench, "all of them are new", layout, finder, version);
        version = Generate(scenes, known.Open(), layout.SnapshotsOf("generated"), scenes.Count + 100);
        await MeasureAsync(bench, "100 more are new", layout, finder, version);
        bench.Report.Line($"");
        bench.Judge($"found and grouped in {whole:F1} s (goal {GoalSeconds})", whole <= GoalSeconds);
    }

    private static async Task<double> MeasureAsync(Workbench bench, string what, DataLayout layout, DuplicateFinder finder, string version)
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var before = Environment.CpuUsage.TotalTime;
        await finder.UpdateAsync("generated", version, new SearchEffort(Environment.ProcessorCount), default);
        using var file = DuplicatesFile.Open(layout.DuplicatesOf("generated"))!;
        var groups = DuplicateGroups.Make(file, DuplicateLevel.Edited, DuplicateRule.DefaultSimilarity);
        var seconds = clock.Elapsed.TotalSeconds;
        bench.Report.Line($"| {what} | {seconds:F1} | {(Environment.CpuUsage.TotalTime - before).TotalSeconds:F1} | {file.Pairs} | {groups.Count} | {groups[0].Images} |");
        return seconds;
    }

    private static string Generate(GeneratedScenes scenes, FingerprintStore store, string folder, int count)
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
        return builder.Publish(folder, keepPrevious: 1).Version;
    }
}
