using ImageRetrieval.Collection.Duplicates;

namespace ImageRetrieval.Collection.Embedded.Duplicates;

/// <summary>
/// The groups of one level and threshold. A group is a kept content and those that are copies of <em>it</em>: repeatedly, the content
/// that comes first in the order of keeping takes all copies of it that no group has yet. So a row of pictures that each resemble
/// the next one, as the frames of a burst do, is not merged into one group whose ends are different pictures.
/// </summary>
internal static class DuplicateGroups
{
    /// <summary>Creates the groups, those with the most images first.</summary>
    /// <param name="file">Contents and pairs.</param>
    /// <param name="level">The level: stricter ones are part of it.</param>
    /// <param name="least">The minimum similarity to the kept content, 0..1.</param>
    /// <exception cref="DuplicatesException">The file turns out to be damaged.</exception>
    internal static IReadOnlyList<DuplicateGroup> Make(DuplicatesFile file, DuplicateLevel level, float least)
    {
        ArgumentNullException.ThrowIfNull(file);
        var pairs = level == DuplicateLevel.Bytes ? [] : Array.FindAll(file.ReadPairs(), pair => Counts(pair, level, least));
        return Make([.. file.ReadContents()], pairs);
    }

    /// <summary>Whether a pair is one of a level and threshold.</summary>
    internal static bool Counts(in DuplicatePair pair, DuplicateLevel level, float least) =>
        DuplicateRule.LevelOf(pair.Evidence) is { } found && found <= level && DuplicateRule.SimilarityOf(pair.Evidence) >= least;

    internal static IReadOnlyList<DuplicateGroup> Make(KnownContent[] contents, DuplicatePair[] pairs)
    {
        var links = new PairLinks(contents.Length, pairs);
        var taken = new bool[contents.Length];
        var groups = new List<DuplicateGroup>();
        foreach (var kept in InOrderOfKeeping(links.Linked, contents))
        {
            if (!taken[kept] && Take(kept, contents, pairs, links, taken) is { } group)
                groups.Add(group);
        }
        for (var i = 0; i < contents.Length; i++)
        {
            if (!taken[i] && contents[i].Images > 1)
                groups.Add(new DuplicateGroup([Kept(i)], KeepReason.FirstId, contents[i].Images));
        }
        groups.Sort((one, other) => other.Images != one.Images ? other.Images.CompareTo(one.Images) : one.Members[0].Content.CompareTo(other.Members[0].Content));
        return groups;
    }

    /// <summary>Contents in the order in which they are kept; equal ones by their numbers.</summary>
    internal static IReadOnlyList<int> InOrderOfKeeping(IEnumerable<int> numbers, KnownContent[] contents)
    {
        int[] ordered = [.. numbers];
        Array.Sort(ordered, (one, other) => KeepOrder.Compare(contents[one], contents[other]) is var order and not 0 ? order : one.CompareTo(other));
        return ordered;
    }

    private static DuplicateGroup? Take(int kept, KnownContent[] contents, DuplicatePair[] pairs, PairLinks links, bool[] taken)
    {
        List<GroupMember> members = [Kept(kept)];
        var (images, next) = (contents[kept].Images, -1);
        foreach (var pair in links.Of(kept))
        {
            var other = links.Other(pair, kept);
            if (taken[other])
                continue;
            taken[other] = true;
            images += contents[other].Images;
            var evidence = pairs[pair].Evidence;
            members.Add(new(other, DuplicateRule.LevelOf(evidence)!.Value, DuplicateRule.SimilarityOf(evidence)));
            if (next < 0 || KeepOrder.Compare(contents[other], contents[next]) < 0)
                next = other;
        }
        if (next < 0)
            return null;
        taken[kept] = true;
        members.Sort(1, members.Count - 1, Comparer<GroupMember>.Create((one, other) => other.Similarity != one.Similarity ? other.Similarity.CompareTo(one.Similarity) : one.Content.CompareTo(other.Content)));
        return new DuplicateGroup(members, KeepOrder.Reason(contents[kept], contents[next]), images);
    }

    private static GroupMember Kept(int content) => new(content, DuplicateLevel.Bytes, 1);
}
