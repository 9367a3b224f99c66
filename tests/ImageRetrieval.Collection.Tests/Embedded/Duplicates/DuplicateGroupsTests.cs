using ImageRetrieval.Collection.Duplicates;
using ImageRetrieval.Collection.Embedded.Duplicates;
using ImageRetrieval.Collection.Tests.Duplicates;

namespace ImageRetrieval.Collection.Tests.Embedded.Duplicates;

public sealed class DuplicateGroupsTests
{
    [Fact]
    public void The_largest_picture_is_kept_and_the_others_are_ordered_by_their_similarity_to_it()
    {
        var group = Assert.Single(Groups(SampleDuplicates.Contents(10, 40, 20), SampleDuplicates.Edited(0, 1, 0.9f), SampleDuplicates.Edited(0, 2, 0.95f), SampleDuplicates.Same(1, 2)));

        Assert.Equal([1, 2, 0], group.Members.Select(member => member.Content));
        Assert.Equal([DuplicateLevel.Bytes, DuplicateLevel.Picture, DuplicateLevel.Edited], group.Members.Select(member => member.Level));
        Assert.Equal((KeepReason.MostPixels, 3), (group.Reason, group.Images));
        Assert.Equal(1, group.Members[0].Similarity);
    }

    [Fact]
    public void Bursts_are_not_merged_a_member_resembles_the_kept_one_and_not_just_its_neighbour()
    {
        // Each resembles the next: 0-1-2-3-4-5-6.
        var pairs = Enumerable.Range(0, 6).Select(i => SampleDuplicates.Edited(i, i + 1, 0.9f)).ToArray();
        var groups = Groups(SampleDuplicates.Contents(10, 10, 10, 90, 10, 10, 10), pairs);

        Assert.All(groups, group => Assert.All(group.Members.Skip(1), member => Assert.Contains(pairs, pair =>
            (pair.First, pair.Second) == (Math.Min(member.Content, group.Members[0].Content), Math.Max(member.Content, group.Members[0].Content)))));
        Assert.Equal([3, 2, 4], groups[0].Members.Select(member => member.Content));
        Assert.Equal(3, groups.Count);
    }

    [Fact]
    public void A_level_holds_the_stricter_ones_and_a_threshold_leaves_pairs_out()
    {
        var contents = SampleDuplicates.Contents(10, 20, 30, 40);
        DuplicatePair[] pairs = [SampleDuplicates.Same(0, 1), SampleDuplicates.Edited(2, 3, 0.89f)];

        Assert.Equal(2, DuplicateGroups.Make(contents, Counting(pairs, DuplicateLevel.Edited, 0.88f)).Count);
        Assert.Single(DuplicateGroups.Make(contents, Counting(pairs, DuplicateLevel.Edited, 0.9f)));
        Assert.Equal(1, Assert.Single(DuplicateGroups.Make(contents, Counting(pairs, DuplicateLevel.Picture, 0.88f))).Members[0].Content);
        Assert.Empty(DuplicateGroups.Make(contents, Counting(pairs, DuplicateLevel.Bytes, 0.88f)));
    }

    [Fact]
    public void Images_of_the_same_bytes_are_a_group_without_any_pair()
    {
        var contents = SampleDuplicates.Contents(10, 20);
        contents[0] = contents[0] with { Images = 4 };

        var group = Assert.Single(Groups(contents));
        Assert.Equal((0, 4, KeepReason.FirstId), (Assert.Single(group.Members).Content, group.Images, group.Reason));
    }

    [Fact]
    public void The_reason_is_the_advantage_of_the_kept_one()
    {
        Assert.Equal(KeepReason.LargestFile, Reason(content => content with { Bytes = 999_999 }));
        Assert.Equal(KeepReason.BestFormat, Reason(content => content with { Format = ContentFormat.Png }));
        Assert.Equal(KeepReason.FirstId, Reason(content => content));
        Assert.Equal(KeepReason.MostPixels, Reason(content => content with { Height = 11 }));
    }

    [Fact]
    public void Large_groups_come_first()
    {
        var groups = Groups(SampleDuplicates.Contents(1, 1, 1, 1, 1), SampleDuplicates.Same(0, 1), SampleDuplicates.Same(2, 3), SampleDuplicates.Same(2, 4));
        Assert.Equal([3, 2], groups.Select(group => group.Images));
    }

    private static KeepReason Reason(Func<KnownContent, KnownContent> change)
    {
        var contents = SampleDuplicates.Contents(10, 10);
        contents[0] = change(contents[0]);
        return Assert.Single(Groups(contents, SampleDuplicates.Same(0, 1))).Reason;
    }

    private static IReadOnlyList<DuplicateGroup> Groups(KnownContent[] contents, params DuplicatePair[] pairs) => DuplicateGroups.Make(contents, pairs);

    private static DuplicatePair[] Counting(DuplicatePair[] pairs, DuplicateLevel level, float least) => Array.FindAll(pairs, pair => DuplicateGroups.Counts(pair, level, least));
}
