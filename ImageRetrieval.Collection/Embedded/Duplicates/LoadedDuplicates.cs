using System.Globalization;
using ImageRetrieval.Collection.Duplicates;

namespace ImageRetrieval.Collection.Embedded.Duplicates;

/// <summary>An opened file of duplicates with the most recently requested groups. Thread-safe; the file is closed when it is no longer used.</summary>
internal sealed class LoadedDuplicates(DuplicatesFile file) : IPublishedDuplicates
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

    public DuplicatesHead Head => file.Head;

    public int Contents => file.Contents;

    public string Version { get; } = string.Create(CultureInfo.InvariantCulture, $"{file.Head.SnapshotVersion}-{file.Head.Created.UtcTicks:x}");

    public bool HasGroups(DuplicateLevel level, float least)
    {
        lock (_turn)
            return _groupings.Any(grouping => grouping.Key == (level, least) && grouping.Groups.IsValueCreated);
    }

    public ValueTask<IReadOnlyList<DuplicateGroup>> GroupsAsync(DuplicateLevel level, float least, CancellationToken token) => new(Grouping((level, least)).Value);

    public ValueTask<KnownContent> ContentAsync(int number, CancellationToken token) => new(file.Content(number));

    public ValueTask<int?> FindAsync(ContentKey key, CancellationToken token) => new(file.TryFind(key, out var number) ? number : null);

    public ValueTask<IReadOnlyList<string>> ImageIdsAsync(KnownContent content, CancellationToken token) => new(file.IdsOf(content));

    public ValueTask<IReadOnlyList<int>> FindNearHashesAsync(ulong hash, int most, int limit, CancellationToken token) => new(file.FindNearHashes(hash, most, limit));

    // The first call reads the pairs; they stay in memory.
    public ValueTask<IReadOnlyList<int>> CopiesOfAsync(int content, DuplicateLevel level, CancellationToken token)
    {
        var (pairs, links) = _links.Value;
        var copies = new List<int>();
        foreach (var pair in links.Of(content))
        {
            if (DuplicateGroups.Counts(pairs[pair], level, DuplicateRule.DefaultSimilarity))
                copies.Add(links.Other(pair, content));
        }
        return new(copies);
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
