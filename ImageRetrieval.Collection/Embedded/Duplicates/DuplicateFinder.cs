using System.Diagnostics;
using ImageRetrieval.Collection.Duplicates;
using ImageRetrieval.VectorIndex;

namespace ImageRetrieval.Collection.Embedded.Duplicates;

/// <summary>
/// Keeps a model's file of duplicates up to date with its published snapshot: pairs of contents that are still there are kept,
/// and those of new contents are searched for. A long search publishes what it has found from time to time, and continues there after an
/// interruption. Not thread-safe.
/// </summary>
internal sealed class DuplicateFinder(DataLayout layout, KnownFingerprints known, IPictureComparers pictures, TimeProvider clock) : IDuplicateFinding
{
    private const int ContentsAtOnce = 1024;

    private static readonly TimeSpan s_publishEvery = TimeSpan.FromSeconds(20);

    // By model: the snapshot whose duplicates are complete.
    private readonly Dictionary<string, string> _complete = new(StringComparer.Ordinal);

    public bool IsComplete(string model, string version) => _complete.GetValueOrDefault(model) == version;

    public ValueTask<DuplicatesFound?> UpdateAsync(string model, string version, SearchEffort effort, CancellationToken token)
    {
        if (IsComplete(model, version))
            return new(default(DuplicatesFound));
        var path = Path.Combine(layout.SnapshotsOf(model), version);
        try
        {
            return new(Update(model, path, effort, token));
        }
        catch (SnapshotException) when (!Directory.Exists(path))
        {
            // A newer one has replaced it.
            return new(default(DuplicatesFound));
        }
        catch (SnapshotException error)
        {
            throw new CollectionException(CollectionFault.Unexpected, error.Message, error);
        }
    }

    private DuplicatesFound Update(string model, string path, SearchEffort effort, CancellationToken token)
    {
        var started = Stopwatch.GetTimestamp();
        using var snapshot = Snapshot.Open(path, verify: false);
        var file = layout.DuplicatesOf(model);
        var store = known.Open();
        using var previous = Previous(file, snapshot.Manifest.EmbeddingSpace, effort);
        var contents = SnapshotContents.Read(snapshot, store, layout, previous, token);
        var state = new FoundPairs(file, Head(model, snapshot), contents, previous is null ? [] : Carried(previous, contents));
        Search(new PairSearch(snapshot, contents, store, pictures), contents, state, isLinked: previous is null or { Head.IsLinked: true }, effort, token);
        if (state.IsComplete)
            _complete[model] = snapshot.Manifest.Version;
        return new(state.Pairs.Count, contents.All.Length, Stopwatch.GetElapsedTime(started));
    }

    private void Search(PairSearch search, SnapshotContents contents, FoundPairs state, bool isLinked, SearchEffort effort, CancellationToken token)
    {
        int[] wanted = [.. Enumerable.Range(0, contents.All.Length).Where(number => contents.All[number] is { IsSearched: false, Fingerprint: >= 0 })];
        var isNew = new bool[contents.All.Length];
        Array.Fill(isNew, !isLinked);
        isLinked = false;
        var published = clock.GetTimestamp();
        // Readers of the new snapshot's duplicates see the progress of the search.
        if (wanted.Length > ContentsAtOnce)
            state.Publish(clock.GetUtcNow(), isLinked);
        try
        {
            for (var done = 0; done < wanted.Length; done += ContentsAtOnce)
            {
                var began = clock.GetTimestamp();
                var part = new ArraySegment<int>(wanted, done, Math.Min(ContentsAtOnce, wanted.Length - done));
                state.Add(search.Find(part, effort.Threads, token), part);
                foreach (var content in part)
                    isNew[content] = true;
                effort.Rest(clock.GetElapsedTime(began));
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

    private DuplicatesFile? Previous(string path, string space, SearchEffort effort)
    {
        try
        {
            var file = DuplicatesFile.Open(path);
            if (file?.Head is null || (file.Head.EmbeddingSpace, file.Head.FingerprintSpace, file.Head.RuleVersion) == (space, pictures.FingerprintSpace, DuplicateRule.Version))
                return file;
            file.Dispose();
            return null;
        }
        catch (DuplicatesException error)
        {
            effort.Unreadable(error.Message);
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

    private DuplicatesHead Head(string model, Snapshot snapshot) => new()
    {
        Model = model,
        EmbeddingSpace = snapshot.Manifest.EmbeddingSpace,
        FingerprintSpace = pictures.FingerprintSpace,
        SnapshotVersion = snapshot.Manifest.Version,
        RuleVersion = DuplicateRule.Version,
        IsLinked = false,
        Created = default,
        Searched = 0,
        WithoutFingerprint = 0,
    };
}
