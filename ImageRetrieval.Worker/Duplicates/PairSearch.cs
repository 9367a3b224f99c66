using System.Collections.Concurrent;
using ImageRetrieval.Collection.Duplicates;
using ImageRetrieval.VectorIndex;

namespace ImageRetrieval.Worker.Duplicates;

/// <summary>Finds the pairs of single contents: candidates by the index and by the hashes, each compared. Bounded for each content.</summary>
internal sealed class PairSearch(Snapshot snapshot, SnapshotContents contents, FingerprintStore fingerprints)
{
    /// <summary>Candidates of a content that the index gives at most.</summary>
    internal const int MostNeighbors = 50;

    /// <summary>Candidates that its hash gives at most.</summary>
    internal const int MostNearHashes = 16;

    private const int EfSearch = 64;

    private readonly HashIndex _hashes = new(contents.All);
    private readonly ConcurrentBag<CopyCheck> _checks = [];

    /// <summary>The pairs of some contents; CPU work on several threads.</summary>
    internal List<DuplicatePair> Find(ArraySegment<int> wanted, int threads, CancellationToken token)
    {
        var found = new ConcurrentBag<DuplicatePair>();
        Parallel.ForEach(Partitioner.Create(0, wanted.Count, 16), new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = token }, part =>
        {
            var check = Rent();
            for (var i = part.Item1; i < part.Item2; i++)
            {
                token.ThrowIfCancellationRequested();
                FindOne(wanted[i], check, found, token);
            }
            _checks.Add(check);
        });
        return [.. found];
    }

    /// <summary>A comparison for the calling thread.</summary>
    internal CopyCheck Rent() => _checks.TryTake(out var check) ? check : new CopyCheck(snapshot, contents, fingerprints);

    private void FindOne(int content, CopyCheck check, ConcurrentBag<DuplicatePair> found, CancellationToken token)
    {
        if (!check.TrySet(content))
            return;
        var compared = new HashSet<int>();
        foreach (var hit in snapshot.FindWithin(check.Embedding, DuplicateRule.LeastCosine, EfSearch, MostNeighbors, token))
        {
            if (contents.ContentOf(hit.Position) is >= 0 and var other && compared.Add(other) && check.Compare(other, hit.Score) is { } pair)
                found.Add(pair);
        }
        foreach (var other in _hashes.Near(content, MostNearHashes))
        {
            if (compared.Add(other) && check.Compare(other) is { } pair)
                found.Add(pair);
        }
    }
}
