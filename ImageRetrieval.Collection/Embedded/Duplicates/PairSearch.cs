using System.Collections.Concurrent;
using ImageRetrieval.Collection.Duplicates;
using ImageRetrieval.VectorIndex;

namespace ImageRetrieval.Collection.Embedded.Duplicates;

/// <summary>
/// Finds the pairs of single contents: candidates by the index and by the hashes, each compared. Bounded for each content. Of two
/// contents that are candidates of each other, one comparison is made.
/// </summary>
internal sealed class PairSearch(Snapshot snapshot, SnapshotContents contents, FingerprintStore fingerprints, IPictureComparers pictures)
{
    /// <summary>Candidates of a content that the index gives at most.</summary>
    internal const int MostNeighbors = 50;

    /// <summary>Candidates that its hash gives at most.</summary>
    internal const int MostNearHashes = 16;

    private const int EfSearch = 64;

    private readonly HashIndex _hashes = new(contents.All);
    private readonly ConcurrentBag<CopyCheck> _checks = [];

    // Contents of earlier calls whose candidates were all that there are: they have been compared with later ones as well.
    private readonly bool[] _isExhausted = new bool[contents.All.Length];

    /// <summary>The pairs of some contents; CPU work on several threads.</summary>
    /// <param name="wanted">Ascending numbers; each call has others.</param>
    /// <param name="threads">At least 1.</param>
    /// <param name="token">Stops the work.</param>
    internal List<DuplicatePair> Find(ArraySegment<int> wanted, int threads, CancellationToken token)
    {
        var candidates = new (int Content, float? Cosine)[wanted.Count][];
        var found = new ConcurrentBag<DuplicatePair>();
        InParallel(wanted.Count, threads, (i, check) => candidates[i] = Candidates(wanted[i], check, token), token);
        InParallel(wanted.Count, threads, (i, check) => Compare(i, wanted, candidates, check, found), token);
        for (var i = 0; i < candidates.Length; i++)
            _isExhausted[wanted[i]] = candidates[i].Length < MostNearHashes;
        return [.. found];
    }

    /// <summary>A comparison for the calling thread.</summary>
    internal CopyCheck Rent() => _checks.TryTake(out var check) ? check : new CopyCheck(snapshot, contents, fingerprints, pictures);

    private void InParallel(int count, int threads, Action<int, CopyCheck> work, CancellationToken token) =>
        Parallel.ForEach(Partitioner.Create(0, count, 16), new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = token }, part =>
        {
            var check = Rent();
            for (var i = part.Item1; i < part.Item2; i++)
            {
                token.ThrowIfCancellationRequested();
                work(i, check);
            }
            _checks.Add(check);
        });

    private (int Content, float? Cosine)[] Candidates(int content, CopyCheck check, CancellationToken token)
    {
        if (!check.TrySet(content))
            return [];
        var candidates = new Dictionary<int, float?>();
        foreach (var hit in snapshot.FindWithin(check.Embedding, DuplicateRule.LeastCosine, EfSearch, MostNeighbors, token))
        {
            if (contents.ContentOf(hit.Position) is >= 0 and var other && other != content)
                candidates.TryAdd(other, hit.Score);
        }
        foreach (var other in _hashes.Near(content, MostNearHashes))
            candidates.TryAdd(other, null);
        return [.. candidates.Select(candidate => (candidate.Key, candidate.Value))];
    }

    private void Compare(int i, ArraySegment<int> wanted, (int Content, float? Cosine)[][] candidates, CopyCheck check, ConcurrentBag<DuplicatePair> found)
    {
        var isSet = false;
        foreach (var (other, cosine) in candidates[i])
        {
            if (_isExhausted[other] || IsOthers(wanted[i], other, wanted, candidates))
                continue;
            if (!isSet && !check.TrySet(wanted[i]))
                return;
            isSet = true;
            if (check.Compare(other, cosine) is { } pair)
                found.Add(pair);
        }
    }

    // Whether the other one of this call makes the comparison.
    private static bool IsOthers(int content, int other, ArraySegment<int> wanted, (int Content, float? Cosine)[][] candidates) =>
        other < content && wanted.AsSpan().BinarySearch(other) is >= 0 and var place && Array.Exists(candidates[place], candidate => candidate.Content == content);
}
