using ImageRetrieval.Collection.Duplicates;

namespace ImageRetrieval.Collection.Embedded.Duplicates;

/// <summary>
/// Adds the pairs that form the groups. A search finds a picture's nearest copies only; of a thousand equal logos most have no
/// pair with the one that is kept. From each kept content this walks along pairs, continues after every content that is a copy of
/// the kept one, and compares it with that: the comparisons are bounded by the number of pairs.
/// </summary>
internal sealed class KeptCopies(SnapshotContents contents, CopyCheck check)
{
    // Contents on the edge of a cluster that turn out not to be copies of the kept one.
    private const int MostMisses = 2000;

    private readonly Queue<int> _queue = new();
    private readonly int[] _seenBy = new int[contents.All.Length];
    private bool[] _taken = [];

    /// <summary>Adds what is missing of one level.</summary>
    /// <param name="pairs">In the order of their numbers, each once.</param>
    /// <param name="level">Of the groups.</param>
    /// <param name="isNew">Contents whose groups may have changed; the pairs of the others exist already.</param>
    /// <param name="token">Stops the work.</param>
    internal List<DuplicatePair> Missing(IReadOnlyList<DuplicatePair> pairs, DuplicateLevel level, bool[] isNew, CancellationToken token)
    {
        DuplicatePair[] counted = [.. pairs.Where(pair => DuplicateGroups.Counts(pair, level, DuplicateRule.LeastSimilarity))];
        var links = new PairLinks(contents.All.Length, counted);
        var touched = Touched(links, isNew);
        var added = new List<DuplicatePair>();
        _taken = new bool[contents.All.Length];
        Array.Fill(_seenBy, -1);
        foreach (var kept in DuplicateGroups.InOrderOfKeeping(links.Linked.Where(content => touched[content]), contents.All))
        {
            token.ThrowIfCancellationRequested();
            if (!_taken[kept])
                Walk(kept, level, links, added);
        }
        return added;
    }

    private void Walk(int kept, DuplicateLevel level, PairLinks links, List<DuplicatePair> added)
    {
        var (isSet, misses) = (false, 0);
        _taken[kept] = true;
        _seenBy[kept] = kept;
        _queue.Clear();
        foreach (var pair in links.Of(kept))
            See(links.Other(pair, kept), kept, isCopy: true);
        while (_queue.TryDequeue(out var copy))
        {
            foreach (var pair in links.Of(copy))
            {
                var other = links.Other(pair, copy);
                if (_taken[other] || _seenBy[other] == kept || misses > MostMisses)
                    continue;
                if (!isSet && !check.TrySet(kept))
                    return;
                isSet = true;
                var found = check.Compare(other) is { } compared && DuplicateGroups.Counts(compared, level, DuplicateRule.LeastSimilarity) ? compared : (DuplicatePair?)null;
                if (found is { } new_)
                    added.Add(new_);
                else
                    misses++;
                See(other, kept, found is not null);
            }
        }
    }

    private void See(int content, int kept, bool isCopy)
    {
        _seenBy[content] = kept;
        if (!isCopy || _taken[content])
            return;
        _taken[content] = true;
        _queue.Enqueue(content);
    }

    // The contents that are joined to a new one by pairs, over any number of them.
    private static bool[] Touched(PairLinks links, bool[] isNew)
    {
        var touched = new bool[isNew.Length];
        var queue = new Queue<int>();
        foreach (var content in links.Linked.Where(content => isNew[content]))
        {
            touched[content] = true;
            queue.Enqueue(content);
        }
        while (queue.TryDequeue(out var content))
        {
            foreach (var pair in links.Of(content))
            {
                var other = links.Other(pair, content);
                if (touched[other])
                    continue;
                touched[other] = true;
                queue.Enqueue(other);
            }
        }
        return touched;
    }
}
