using ImageRetrieval.Collection.Catalog;
using ImageRetrieval.Collection.Embedded.Catalog;
using ImageRetrieval.VectorIndex;

namespace ImageRetrieval.Worker.Tests;

/// <summary>What an ingest left in a data folder, as far as it may not depend on what happened on the way.</summary>
internal static class IngestOutcome
{
    private const int Hits = 10;
    private const int EfSearch = 128;

    /// <summary>A line for each image and each rejected row: state, reason, digest of the bytes, models.</summary>
    internal static IReadOnlyList<string> Catalog(string dataFolder)
    {
        using var catalog = new ImageCatalog(Path.Combine(dataFolder, "catalog.db"), TimeProvider.System);
        var failures = catalog.Failures(int.MaxValue);
        var reasons = failures.Where(f => f.State != FailureState.Rejected).ToDictionary(f => f.ImageId, f => f.Reason.Name());
        var models = catalog.StoredStates("", int.MaxValue).ToDictionary(row => row.ImageId, row => row.Models);
        return
        [
            .. catalog.Listed().Select(image => $"{image.Source.ImageId} {image.State} {reasons.GetValueOrDefault(image.Source.ImageId)} {image.File} {models.GetValueOrDefault(image.Source.ImageId)}"),
            .. failures.Where(f => f.State == FailureState.Rejected).Select(f => $"{f.Line} {f.Reason.Name()}"),
        ];
    }

    /// <summary>The answers to an exact search for every so many-th image: ids and scores.</summary>
    internal static IReadOnlyList<string> Answers(string dataFolder, int queries) =>
        Answers(dataFolder, queries, (snapshot, vector) => snapshot.SearchExact(vector, Hits));

    /// <summary>
    /// The same by the graph. It finds nearly all of them, and which ones it misses depends on the order in which the images came: two runs
    /// over the same list may differ.
    /// </summary>
    internal static IReadOnlyList<string> GraphAnswers(string dataFolder, int queries) =>
        Answers(dataFolder, queries, (snapshot, vector) => snapshot.Search(vector, Hits, EfSearch));

    /// <summary>The share of the nearest neighbours that the graph finds, 0 to 1.</summary>
    internal static double Recall(string dataFolder, int queries)
    {
        using var snapshot = Latest(dataFolder);
        return snapshot?.MeasureRecall(queries, Hits, EfSearch) ?? 0;
    }

    private static Snapshot? Latest(string dataFolder) =>
        SnapshotFolder.TryFindLatest(Path.Combine(dataFolder, "snapshots", "builtin"), out var path) ? Snapshot.Open(path) : null;

    private static List<string> Answers(string dataFolder, int queries, Func<Snapshot, float[], IReadOnlyList<SearchHit>> search)
    {
        using var snapshot = Latest(dataFolder);
        if (snapshot is null)
            return [];
        var (vector, answers) = (new float[snapshot.Dimension], new List<string>());
        // By id: where an image stands in a snapshot depends on when it came.
        string[] ids = [.. snapshot.GetItems(0, snapshot.Count).Select(item => item.ImageId).Order(StringComparer.Ordinal)];
        for (var i = 0; i < Math.Min(queries, snapshot.Count); i++)
        {
            var id = ids[(long)i * snapshot.Count / Math.Min(queries, snapshot.Count)];
            snapshot.TryGetEmbedding(id, vector);
            answers.Add($"{id}: {string.Join(' ', search(snapshot, vector).OrderByDescending(hit => hit.Score).ThenBy(hit => hit.ImageId, StringComparer.Ordinal))}");
        }
        return answers;
    }
}
