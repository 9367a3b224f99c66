using System.Globalization;
using ImageRetrieval.Collection.Duplicates;

namespace ImageRetrieval.Api.Duplicates;

/// <summary>An opened file of duplicates with the groups that were asked for last. Thread-safe; the file is closed when nobody uses it any more.</summary>
internal sealed class LoadedDuplicates(DuplicatesFile file)
{
    // A group takes some hundred bytes.
    private const int GroupingsKept = 4;

    private readonly Lock _turn = new();
    private readonly Lazy<(DuplicatePair[] Pairs, PairLinks Links)> _links = new(() =>
    {
        var pairs = file.ReadPairs();
        return (pairs, new PairLinks(file.Contents, pairs));
    });
    private readonly LinkedList<((DuplicateLevel Level, float Least) Key, Lazy<IReadOnlyList<DuplicateGroup>> Groups)> _groupings = new();

    internal DuplicatesFile File => file;

    /// <summary>Names the content of the file.</summary>
    internal string Version { get; } = string.Create(CultureInfo.InvariantCulture, $"{file.Head.SnapshotVersion}-{file.Head.Created.UtcTicks:x}");

    /// <summary>Whether the groups are made already.</summary>
    internal bool Has(DuplicateLevel level, float least)
    {
        lock (_turn)
            return _groupings.Any(grouping => grouping.Key == (level, least) && grouping.Groups.IsValueCreated);
    }

    /// <summary>The groups of a level and threshold; made once. CPU work.</summary>
    /// <exception cref="DuplicatesException">The file turns out to be damaged.</exception>
    internal IReadOnlyList<DuplicateGroup> Groups(DuplicateLevel level, float least) => Grouping((level, least)).Value;

    /// <summary>The contents that are copies of one, by the default similarity. The first call reads the pairs; they stay in memory.</summary>
    /// <exception cref="DuplicatesException">The file turns out to be damaged.</exception>
    internal IReadOnlyList<int> CopiesOf(int content, DuplicateLevel level)
    {
        var (pairs, links) = _links.Value;
        var copies = new List<int>();
        foreach (var pair in links.Of(content))
        {
            if (DuplicateGroups.Counts(pairs[pair], level, DuplicateRule.DefaultSimilarity))
                copies.Add(links.Other(pair, content));
        }
        return copies;
    }

    private Lazy<IReadOnlyList<DuplicateGroup>> Grouping((DuplicateLevel Level, float Least) key)
    {
        lock (_turn)
        {
            for (var node = _groupings.First; node is not null; node = node.Next)
            {
                if (node.Value.Key != key)
                    continue;
                _groupings.Remove(node);
                _groupings.AddFirst(node);
                return node.Value.Groups;
            }
            var groups = new Lazy<IReadOnlyList<DuplicateGroup>>(() => DuplicateGroups.Make(file, key.Level, key.Least));
            _groupings.AddFirst((key, groups));
            if (_groupings.Count > GroupingsKept)
                _groupings.RemoveLast();
            return groups;
        }
    }
}
