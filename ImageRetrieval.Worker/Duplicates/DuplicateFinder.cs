using System.Diagnostics;
using ImageRetrieval.Collection.Duplicates;
using ImageRetrieval.VectorIndex;
using ImageRetrieval.Vision.Fingerprints;

namespace ImageRetrieval.Worker.Duplicates;

/// <summary>
/// Keeps a model's file of duplicates in step with its published snapshot: pairs of contents that are still there are kept, and
/// those of new contents are looked for. A long search publishes what it has found from time to time, and continues there after an
/// interruption. Not thread-safe.
/// </summary>
internal sealed class DuplicateFinder(string dataFolder, KnownFingerprints known, TimeProvider clock, ILogger logger)
{
    private const int ContentsAtOnce = 1024;

    private static readonly TimeSpan s_publishEvery = TimeSpan.FromSeconds(20);

    // By model: the snapshot whose duplicates are complete.
    private readonly Dictionary<string, string> _complete = new(StringComparer.Ordinal);

    /// <summary>Whether the duplicates of a snapshot are complete.</summary>
    internal bool IsComplete(string model, string path) => _complete.GetValueOrDefault(model) == Path.GetFileName(path);

    /// <summary>Looks for the duplicates of a published snapshot; CPU work.</summary>
    /// <param name="model">Its model.</param>
    /// <param name="path">The folder of its version.</param>
    /// <param name="threads">Threads that search, at least 1.</param>
    /// <param name="token">Stops the search; what was found is kept.</param>
    internal void Update(string model, string path, int threads, CancellationToken token) => Update(model, path, threads, _ => { }, token);

    /// <summary>As above.</summary>
    /// <param name="model">Its model.</param>
    /// <param name="path">The folder of its version.</param>
    /// <param name="threads">Threads that search, at least 1.</param>
    /// <param name="rest">Called between parts of the work, with the time that one took.</param>
    /// <param name="token">Stops the search.</param>
    internal void Update(string model, string path, int threads, Action<TimeSpan> rest, CancellationToken token)
    {
        var version = Path.GetFileName(path);
        if (IsComplete(model, path))
            return;
        var started = Stopwatch.GetTimestamp();
        using var activity = WorkerTelemetry.Source.StartActivity("duplicates " + model);
        using var snapshot = Snapshot.Open(path, verify: false);
        var file = DuplicatesFile.PathIn(dataFolder, model);
        var store = known.Open();
        using var previous = Previous(file, snapshot.Manifest.EmbeddingSpace);
        var contents = SnapshotContents.Read(snapshot, store, Path.Combine(dataFolder, "images"), previous, token);
        var state = new FoundPairs(file, Head(model, snapshot), contents, previous is null ? [] : Carried(previous, contents));
        Search(snapshot, contents, store, state, isLinked: previous is null or { Head.IsLinked: true }, threads, rest, token);
        if (state.IsComplete)
            _complete[model] = version;
        Log.DuplicatesFound(logger, model, version, state.Pairs.Count, contents.All.Length, Stopwatch.GetElapsedTime(started).TotalSeconds);
    }

    private void Search(Snapshot snapshot, SnapshotContents contents, FingerprintStore store, FoundPairs state, bool isLinked, int threads, Action<TimeSpan> rest, CancellationToken token)
    {
        int[] wanted = [.. Enumerable.Range(0, contents.All.Length).Where(number => contents.All[number] is { IsSearched: false, Fingerprint: >= 0 })];
        var isNew = new bool[contents.All.Length];
        Array.Fill(isNew, !isLinked);
        isLinked = false;
        var search = new PairSearch(snapshot, contents, store);
        var published = clock.GetTimestamp();
        // Who asks for the duplicates of the new snapshot learns how far they are.
        if (wanted.Length > ContentsAtOnce)
            state.Publish(clock.GetUtcNow(), isLinked);
        try
        {
            for (var done = 0; done < wanted.Length; done += ContentsAtOnce)
            {
                var began = clock.GetTimestamp();
                var part = new ArraySegment<int>(wanted, done, Math.Min(ContentsAtOnce, wanted.Length - done));
                state.Add(search.Find(part, threads, token), part);
                foreach (var content in part)
                    isNew[content] = true;
                rest(clock.GetElapsedTime(began));
                if (clock.GetElapsedTime(published) < s_publishEvery)
                    continue;
                state.Publish(clock.GetUtcNow(), isLinked);
                published = clock.GetTimestamp();
            }
            var kept = new KeptCopies(contents, search.Rent());
            foreach (var level in (DuplicateLevel[])[DuplicateLevel.Edited, DuplicateLevel.Picture])
                state.Add(kept.Missing(state.Sorted(), level, isNew, token), []);
            isLinked = true;
        }
        finally
        {
            state.Publish(clock.GetUtcNow(), isLinked);
        }
    }

    private DuplicatesFile? Previous(string path, string space)
    {
        try
        {
            var file = DuplicatesFile.Open(path);
            if (file?.Head is null || (file.Head.EmbeddingSpace, file.Head.FingerprintSpace, file.Head.RuleVersion) == (space, PictureFingerprint.Space, DuplicateRule.Version))
                return file;
            file.Dispose();
            return null;
        }
        catch (DuplicatesException error)
        {
            Log.DuplicatesUnreadable(logger, error.Message);
            return null;
        }
    }

    private static List<DuplicatePair> Carried(DuplicatesFile previous, SnapshotContents contents)
    {
        var numbers = contents.NumbersOf(previous);
        var pairs = new List<DuplicatePair>(previous.Pairs);
        foreach (var pair in previous.ReadPairs())
        {
            // Both orders are by key, so the first of a pair stays the first.
            if (numbers[pair.First] is >= 0 and var first && numbers[pair.Second] is >= 0 and var second)
                pairs.Add(pair with { First = first, Second = second });
        }
        return pairs;
    }

    private static DuplicatesHead Head(string model, Snapshot snapshot) => new()
    {
        Model = model,
        EmbeddingSpace = snapshot.Manifest.EmbeddingSpace,
        FingerprintSpace = PictureFingerprint.Space,
        SnapshotVersion = snapshot.Manifest.Version,
        RuleVersion = DuplicateRule.Version,
        IsLinked = false,
        Created = default,
        Searched = 0,
        WithoutFingerprint = 0,
    };
}
