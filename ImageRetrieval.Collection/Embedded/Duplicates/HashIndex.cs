using System.Numerics;
using ImageRetrieval.Collection.Duplicates;

namespace ImageRetrieval.Collection.Embedded.Duplicates;

/// <summary>
/// Finds perceptual hashes that differ by at most six bits without comparing all: of four parts of 16 bits, one differs by at
/// most one bit, so 17 entries of a table for each part hold them all (Norouzi, Punjani and Fleet, arXiv 1307.2982).
/// </summary>
internal sealed class HashIndex
{
    private const int Parts = 4;
    private const int PartBits = 16;

    // In a collection of one picture, each finds all others: only this many are compared.
    private const int MostLookedAt = 20_000;

    private readonly KnownContent[] _contents;
    private readonly int[][] _starts = new int[Parts][];
    private readonly int[][] _numbers = new int[Parts][];

    /// <param name="contents">Those with the hash 0 have none.</param>
    internal HashIndex(KnownContent[] contents)
    {
        _contents = contents;
        for (var part = 0; part < Parts; part++)
            (_starts[part], _numbers[part]) = Table(part);
    }

    /// <summary>Other contents whose hashes are near.</summary>
    /// <param name="content">Its number.</param>
    /// <param name="limit">The maximum number; of equally near ones those with the lowest numbers.</param>
    /// <returns>Numbers, nearest first.</returns>
    internal List<int> Near(int content, int limit)
    {
        var hash = _contents[content].Hash;
        if (hash == 0)
            return [];
        var found = new HashSet<int>();
        var lookedAt = 0;
        for (var flipped = -1; flipped < PartBits && lookedAt < MostLookedAt; flipped++)
        {
            for (var part = 0; part < Parts; part++)
            {
                var bucket = PartOf(hash, part) ^ (flipped < 0 ? 0 : 1 << flipped);
                var (start, end) = (_starts[part][bucket], _starts[part][bucket + 1]);
                for (var i = start; i < end && lookedAt < MostLookedAt; i++, lookedAt++)
                {
                    var other = _numbers[part][i];
                    if (other != content && Distance(hash, other) <= DuplicateRule.NearHash)
                        found.Add(other);
                }
            }
        }
        List<int> near = [.. found];
        near.Sort((one, other) => (Distance(hash, one), one).CompareTo((Distance(hash, other), other)));
        if (near.Count > limit)
            near.RemoveRange(limit, near.Count - limit);
        return near;
    }

    private int Distance(ulong hash, int other) => BitOperations.PopCount(hash ^ _contents[other].Hash);

    private static int PartOf(ulong hash, int part) => (int)(hash >> (part * PartBits)) & 0xFFFF;

    private (int[] Starts, int[] Numbers) Table(int part)
    {
        var starts = new int[(1 << PartBits) + 1];
        foreach (var content in _contents)
        {
            if (content.Hash != 0)
                starts[PartOf(content.Hash, part) + 1]++;
        }
        for (var i = 0; i < 1 << PartBits; i++)
            starts[i + 1] += starts[i];
        var numbers = new int[starts[^1]];
        var next = starts.AsSpan(..^1).ToArray();
        for (var number = 0; number < _contents.Length; number++)
        {
            if (_contents[number].Hash != 0)
                numbers[next[PartOf(_contents[number].Hash, part)]++] = number;
        }
        return (starts, numbers);
    }
}
