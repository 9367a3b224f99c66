using ImageRetrieval.Collection.Duplicates;

namespace ImageRetrieval.Collection.Embedded.Duplicates;

/// <summary>The pairs that are known so far, and which contents were searched for them. Not thread-safe.</summary>
internal sealed class FoundPairs(string path, DuplicatesHead head, SnapshotContents contents, List<DuplicatePair> pairs)
{
    private bool _isSorted;

    internal IReadOnlyList<DuplicatePair> Pairs => pairs;

    /// <summary>Whether every content was searched for.</summary>
    internal bool IsComplete => Array.TrueForAll(contents.All, content => content.IsSearched);

    /// <summary>Adds what was found for some contents.</summary>
    internal void Add(IReadOnlyCollection<DuplicatePair> found, IReadOnlyCollection<int> searched)
    {
        pairs.AddRange(found);
        _isSorted &= found.Count == 0;
        foreach (var number in searched)
            contents.All[number] = contents.All[number] with { IsSearched = true };
    }

    /// <summary>The pairs in the order of their numbers, each once.</summary>
    internal IReadOnlyList<DuplicatePair> Sorted()
    {
        if (_isSorted)
            return pairs;
        pairs.Sort((one, other) => (one.First, one.Second).CompareTo((other.First, other.Second)));
        var kept = 0;
        for (var i = 0; i < pairs.Count; i++)
        {
            // Both of two new contents find the same pair.
            if (kept == 0 || (pairs[i].First, pairs[i].Second) != (pairs[kept - 1].First, pairs[kept - 1].Second))
                pairs[kept++] = pairs[i];
        }
        pairs.RemoveRange(kept, pairs.Count - kept);
        _isSorted = true;
        return pairs;
    }

    /// <summary>Writes the file.</summary>
    internal void Publish(DateTimeOffset now, bool isLinked)
    {
        var searched = contents.All.Count(content => content.IsSearched);
        var without = contents.All.Count(content => content.Fingerprint < 0);
        DuplicatesWriter.Write(path, head with { Created = now, IsLinked = isLinked, Searched = searched, WithoutFingerprint = without }, contents.All, contents.IdsOf, Sorted());
    }
}
